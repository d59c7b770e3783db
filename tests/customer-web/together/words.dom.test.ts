import { describe, expect, it, vi } from 'vitest';
import { nothingYet } from '../../../common/call/encryption/view.ts';
import { customerAtTheLicence } from '../support/customer.ts';
import { showLive } from '../support/live-screen.svelte.ts';
import { aSession, sessionId } from '../support/session.ts';

HTMLDialogElement.prototype.showModal ??= function (this: HTMLDialogElement) {
  this.open = true;
};
HTMLDialogElement.prototype.close ??= function (this: HTMLDialogElement) {
  this.open = false;
};

const words = [0, 3, 198, 255];
const lock = () => document.querySelector<HTMLButtonElement>('button[aria-label="Encryption"]')!;

describe('the four words on the phone', () => {
  it('stand behind the lock, large, with what they are for', () => {
    const screen = showLive('live', { encryption: { ...nothingYet, words } });
    expect(screen.text()).not.toContain('accordion');
    lock().click();
    screen.becomes({});
    const said = [...document.querySelectorAll('dialog li')].map(({ textContent }) => textContent);
    expect(said).toEqual(['accordion', 'apple', 'shadow', 'zebra']);
    expect(screen.text()).toContain('nobody is listening in');
    screen.press('Close');
    expect(document.querySelector('dialog')).toBeNull();
  });

  it('are not there before both sides are connected, and it is said', () => {
    const screen = showLive('live', { encryption: nothingYet });
    lock().click();
    screen.becomes({});
    expect(screen.text()).toContain('as soon as both sides are connected');
  });

  it('come by themselves when they have changed; the technician’s side hears that they are shown', () => {
    const screen = showLive('live', { encryption: { ...nothingYet, words } });
    expect(screen.act.tellChanged).not.toHaveBeenCalled();
    screen.becomes({ encryption: { ...nothingYet, words: [1, 2, 3, 4], changed: true } });
    expect(screen.text()).toContain('The four words have changed');
    expect(screen.act.tellChanged).toHaveBeenCalledOnce();
    screen.becomes({ encryption: { ...nothingYet, words: [5, 6, 7, 8], changed: true } });
    expect(screen.act.tellChanged).toHaveBeenCalledTimes(2);
    screen.press('Go on');
    expect(screen.act.seeChanged).toHaveBeenCalledOnce();
  });

  it('do not come over the question whether to leave', () => {
    const changed = { ...nothingYet, words, changed: true };
    const screen = showLive('live', { encryption: changed, leaving: true });
    expect(document.querySelectorAll('dialog')).toHaveLength(1);
    expect(screen.text()).toContain('Leave the session?');
    expect(screen.act.tellChanged).not.toHaveBeenCalled();
  });

  it.each(['between', 'failed'] as const)(
    'where they cannot be (%s) the badge says that nothing is shared',
    (problem) => {
      const screen = showLive('live', { encryption: { ...nothingYet, problem } });
      expect(screen.text()).toContain('Not shared');
      expect(screen.text()).not.toContain('Shared with');
      expect(screen.text()).toContain('Nothing is sent');
    },
  );
});

describe('what is kept of a session’s encryption', () => {
  const live = async () => {
    const customer = await customerAtTheLicence();
    customer.server.becomes({ session: aSession({ state: 'active' }) });
    await customer.settled();
    return customer;
  };

  it('is drawn from the call, and told to it', async () => {
    const customer = await live();
    customer.server.encryption.say({ words, changed: true });
    expect(customer.at('live').encryption).toMatchObject({ words, changed: true });
    customer.journey.act.tellChanged();
    customer.journey.act.seeChanged();
    expect(customer.server.encryption).toMatchObject({ shown: 1, acknowledged: 1 });
  });

  it('is forgotten once the customer leaves', async () => {
    const customer = await live();
    customer.journey.act.leave();
    await vi.waitFor(() => expect(customer.server.forgotten).toEqual([sessionId]));
  });

  it('is forgotten at the session’s end', async () => {
    const customer = await live();
    const session = aSession({
      state: 'ended',
      end: { reason: 'ended', by: 'technician' } as never,
    });
    customer.server.becomes({ session });
    await customer.settled();
    expect(customer.server.forgotten).toEqual([sessionId]);
    expect(customer.server.encryption.closed).toBe(true);
  });
});
