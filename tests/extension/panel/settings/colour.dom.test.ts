import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { followColour } from '../../../../extension/colour/follow-colour.ts';
import { signIn } from '../../../../common/contract/routes.ts';
import { fakeProfile } from '../../../support/panel/fake-outside.ts';
import { info } from '../../../support/panel/fake-server.ts';
import { openPanel, settle } from '../../../support/panel/open-panel.ts';
import { anna, panelSettings } from '../../../support/panel/views.ts';

/** A page of the extension, on a light ground. */
function page() {
  const root = document.implementation.createHTMLDocument().documentElement;
  const of = {
    document: { documentElement: root },
    matchMedia: () => new EventTarget(),
    getComputedStyle: () => ({ getPropertyValue: () => '#f3f5f8' }),
  };
  return {
    window: of as unknown as Window,
    fill: () => root.style.getPropertyValue('--fill'),
    accent: () => root.style.getPropertyValue('--accent'),
  };
}

describe('the company’s colour', () => {
  let here: ReturnType<typeof page>;
  let there: ReturnType<typeof page>;
  const ends: (() => void)[] = [];
  beforeEach(() => ([here, there] = [page(), page()]));
  afterEach(() => ends.splice(0).forEach((end) => end()));

  async function open(profile = fakeProfile()) {
    const opened = await openPanel({ profile });
    ends.push(() => opened.panel.close());
    return { ...opened, follow: (one: typeof here) => follow(one, opened) };
  }
  function follow(one: typeof here, { outside }: Awaited<ReturnType<typeof openPanel>>) {
    ends.push(followColour(one.window, outside.keeper));
  }
  const coloured = (accentColour: string | null) => ({
    settings: panelSettings({ accentColour }),
  });

  test('follows the settings in every open page, legible, and goes with them', async () => {
    const profile = fakeProfile();
    const first = await open(profile);
    const second = await open(profile);
    first.follow(here);
    second.follow(there);
    expect([here.fill(), there.fill()]).toEqual(['', '']);
    first.server.tell(null, coloured('#ffe600'));
    expect([here.fill(), there.fill()]).toEqual(['#ffe600', '#ffe600']);
    expect(here.accent()).not.toBe('#ffe600');
    first.server.tell(null, coloured('#00695c'));
    expect([here.fill(), here.accent(), there.fill()]).toEqual(['#00695c', '#00695c', '#00695c']);
    first.server.tell(null, coloured(null));
    expect([here.fill(), here.accent(), there.fill()]).toEqual(['', '', '']);
  });

  test('is there at once in a panel that is opened again, and gone after a sign-out', async () => {
    const profile = fakeProfile();
    const before = await open(profile);
    before.server.tell(null, coloured('#00695c'));
    before.panel.close();
    const again = await open(profile);
    again.follow(here);
    expect(here.fill()).toBe('#00695c');
    await again.panel.account!.signOut();
    expect(here.fill()).toBe('');
  });

  test('comes with the sign-in, before anything else is told', async () => {
    const { panel, outside, server, follow: paint } = await open(fakeProfile({ language: 'en' }));
    paint(here);
    outside.askServer = async () => ({ info: { ...info, accentColour: '#00695c' } });
    server.on(signIn, () => ({ token: 't_1', expires: Date.UTC(2100, 0, 1), technician: anna }));
    Object.assign(panel.signIn!, { email: anna.email, password: 'correct horse battery' });
    await panel.signIn!.submit();
    await settle();
    expect(here.fill()).toBe('#00695c');
  });
});
