import { beforeEach, describe, expect, it, vi } from 'vitest';
import { guardBack } from '../../customer-web/back-guard.ts';
import { customerAtTheLicence } from './support/customer.ts';
import { aSession } from './support/session.ts';

/** A tab in which the page was opened on top of another one. */
function aTab() {
  const entries: { page: string; state: unknown }[] = [
    { page: 'before', state: null },
    { page: 'lens', state: null },
  ];
  let at = 1;
  let tab = new EventTarget();
  const go = (by: number) => {
    const from = entries[at]!.page;
    at += by;
    if (entries[at]!.page === from) tab.dispatchEvent(new Event('popstate'));
  };
  const history = {
    get state() {
      return entries[at]!.state;
    },
    pushState: (state: unknown) => entries.splice(++at, Infinity, { page: 'lens', state }),
    back: () => go(-1),
  };
  return {
    /** The page is loaded, the first time or anew: what listened before is gone. */
    load() {
      tab = new EventTarget();
      return Object.assign(tab, { location: { hash: '' }, history }) as unknown as Window;
    },
    back: () => go(-1),
    page: () => entries[at]!.page,
  };
}

describe("the phone's Back", () => {
  const asked = vi.fn();
  beforeEach(() => void asked.mockClear());

  it('leaves the page unasked while there is nothing to lose', () => {
    const tab = aTab();
    guardBack(tab.load(), asked);
    tab.back();
    expect(tab.page()).toBe('before');
    expect(asked).not.toHaveBeenCalled();
  });

  it('is asked about in a session, each time', () => {
    const tab = aTab();
    guardBack(tab.load(), asked)(true);
    tab.back();
    tab.back();
    expect(tab.page()).toBe('lens');
    expect(asked).toHaveBeenCalledTimes(2);
  });

  it('leaves at once when the session is over', () => {
    const tab = aTab();
    const guard = guardBack(tab.load(), asked);
    guard(true);
    guard(false);
    tab.back();
    expect(tab.page()).toBe('before');
    expect(asked).not.toHaveBeenCalled();
  });

  it('is guarded once by however many steps, and by the page loaded anew', () => {
    const tab = aTab();
    guardBack(tab.load(), asked)(true);
    const guard = guardBack(tab.load(), asked);
    guard(true);
    guard(true);
    guard(false);
    tab.back();
    expect(tab.page()).toBe('before');
  });

  it('asks to decline the licence, then to leave; and a second one takes the question back', async () => {
    const customer = await customerAtTheLicence();
    customer.act.back();
    expect(customer.at('licence').declining).toBe(true);
    customer.act.back();
    expect(customer.at('licence').declining).toBe(false);
    customer.server.becomes({ session: aSession({ state: 'active' }) });
    customer.act.back();
    expect(customer.at('live').leaving).toBe(true);
    expect(customer.server.commands).toEqual([]);
  });
});
