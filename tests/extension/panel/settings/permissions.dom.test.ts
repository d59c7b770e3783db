import { afterEach, describe, expect, test } from 'vitest';
import { makeLink } from '../../../../common/contract/routes.ts';
import type { WayToInvite } from '../../../../common/contract/permissions.ts';
import { panelWords } from '../../../../common/i18n/panel/words.ts';
import { drawn } from '../../../support/panel/drawn.ts';
import { fakeProfile } from '../../../support/panel/fake-outside.ts';
import { openPanel, settle } from '../../../support/panel/open-panel.ts';
import {
  anna,
  connected,
  ended,
  everyWay,
  everyWayClosed,
  joined,
  panelSettings,
  sessionId,
  waiting,
} from '../../../support/panel/views.ts';
import { withInvite } from '../../../support/panel/with-invite.ts';

let close = () => {};
afterEach(() => close());
const waits = { id: sessionId, revision: 1, state: 'waiting' } as const;
const mayNotStart = { ...anna, may: { ...anna.may, startSessions: false } };

describe('starting sessions', () => {
  test('follows the permission while the panel is open, with the reason beside the button', async () => {
    const { panel, server } = await openPanel();
    server.tell(null);
    const view = await drawn(panel);
    close = view.close;
    const button = view.button('Start new session');
    expect([button.disabled, view.described(button)]).toEqual([false, null]);
    server.tell(null, { technician: mayNotStart });
    await view.update();
    expect(button.disabled).toBe(true);
    expect(view.described(button)).toBe(
      'Your group may not start sessions. Ask your administrator.',
    );
    server.tell(null, { technician: anna });
    await view.update();
    expect([button.disabled, view.described(button)]).toEqual([false, null]);
  });

  test('is not offered after a session either', async () => {
    const { panel, server } = await openPanel();
    server.tell(waits, { technician: mayNotStart });
    server.links[0]!.become(ended('left', 'customer'));
    const view = await drawn(panel);
    close = view.close;
    expect(view.button('Start new session').disabled).toBe(true);
  });

  test.each(['waiting', 'joined', 'connected'] as const)(
    'stops with the permission also where the session is open: it says so, and begins again with it (%s)',
    async (state) => {
      const { panel, server } = await openPanel();
      const now = { ...waits, state };
      server.tell(now);
      server.links[0]!.become({ waiting, joined, connected }[state](Date.now()));
      const view = await drawn(panel);
      close = view.close;
      const button = view.button('Start session');
      const before = [button.disabled, view.described(button)];
      server.tell(now, { technician: mayNotStart });
      await view.update();
      expect([button.disabled, view.described(button)]).toEqual([
        true,
        'Your group may not start sessions. Ask your administrator.',
      ]);
      server.tell(now, { technician: anna });
      await view.update();
      expect([button.disabled, view.described(button)]).toEqual(before);
    },
  );

  test('lets a new PIN be made, and says why none may', async () => {
    const { panel, server } = await openPanel();
    server.tell(waits);
    server.links[0]!.become(waiting(Date.now()));
    const view = await drawn(panel);
    close = view.close;
    const button = view.button('New PIN');
    expect([button.disabled, view.described(button)]).toEqual([false, null]);
    server.tell(waits, { technician: mayNotStart });
    await view.update();
    expect(button.disabled).toBe(true);
    expect(view.described(button)).toBe(
      'Your group may not start sessions. Ask your administrator.',
    );
    server.tell(waits, { technician: anna });
    await view.update();
    expect([button.disabled, view.described(button)]).toEqual([false, null]);
  });

  test('follows in the other windows, and in a panel that is opened again before the server speaks', async () => {
    const profile = fakeProfile();
    const first = await openPanel({ profile });
    const second = await openPanel({ profile });
    first.server.tell(null, { technician: mayNotStart });
    expect(second.panel.account?.signIn.technician.may.startSessions).toBe(false);
    first.panel.close();
    second.panel.close();
    const again = await openPanel({ profile });
    expect(again.panel.account?.signIn.technician.may.startSessions).toBe(false);
  });
});

test('the company’s name is in the header as it is now', async () => {
  const { panel, server } = await openPanel();
  server.tell(null);
  const view = await drawn(panel);
  close = view.close;
  server.tell(null, { settings: panelSettings({ companyName: 'Roy & Daughters' }) });
  await view.update();
  expect(document.querySelector('header strong')?.textContent).toBe('Roy & Daughters');
});

describe('what is told after a sign-out', () => {
  test('signs nobody in again', async () => {
    const { panel, server, outside } = await openPanel();
    const { own } = panel.account!;
    const { events } = server.technicians[0]!;
    await panel.account!.signOut();
    events.onTold({
      type: 'technician',
      technician: anna,
      settings: panelSettings(),
      openSession: null,
    });
    expect(own.page).toBeNull();
    expect(outside.keeper.now().signIn).toBeNull();
  });
});

describe('the ways of inviting', () => {
  const button = {
    sms: 'Send SMS',
    email: 'Send e-mail',
    ownMail: 'By my own mail program',
    link: 'Copy link',
  } as const;
  const tab = { sms: 'SMS', email: 'E-mail', ownMail: 'E-mail', link: 'Link', qr: 'QR' } as const;

  /** A waiting session whose tabs are drawn. */
  async function inviting() {
    const opened = await withInvite();
    const view = await drawn(opened.panel);
    close = view.close;
    const become = async (abilities: typeof everyWay) => {
      opened.server.tell(waits, { settings: panelSettings({ inviting: abilities }) });
      await view.update();
    };
    const openTab = async (name: string) => {
      const tabs = [...document.querySelectorAll<HTMLElement>('[role=tab]')];
      tabs.find((one) => one.textContent?.trim() === name)!.click();
      await view.update();
    };
    return { ...opened, ...view, become, openTab };
  }

  describe.each(['not_set_up', 'switched_off', 'not_permitted'] as const)('%s', (reason) => {
    test.each(Object.entries(button) as [Exclude<WayToInvite, 'qr'>, string][])(
      '%s: "%s" is disabled at once and says why; then it works again',
      async (way, name) => {
        const { openTab, become, button: named, described } = await inviting();
        await openTab(tab[way]);
        expect(named(name).disabled).toBe(false);
        await become({ ...everyWay, [way]: { ready: false, reason } });
        expect(named(name).disabled).toBe(true);
        expect(described(named(name))).toContain(panelWords.en[`${way}_${reason}`]);
        expect(described(named(name))?.includes('Ask your administrator')).toBe(
          reason === 'not_permitted',
        );
        await become(everyWay);
        expect([named(name).disabled, described(named(name))]).toEqual([false, null]);
      },
    );

    test('qr: the code goes and its place says why; then it comes back', async () => {
      const { openTab, become, screen, server } = await inviting();
      await openTab('QR');
      const code = () => screen().querySelector('svg[role=img]');
      expect(code()).not.toBeNull();
      await become({ ...everyWay, qr: { ready: false, reason } });
      expect(code()).toBeNull();
      expect(screen().textContent).toContain(panelWords.en[`qr_${reason}`]);
      await become(everyWay);
      expect(code()).not.toBeNull();
      expect(server.called(makeLink)).toEqual([expect.objectContaining({ way: 'qr' })]);
    });
  });

  test('no QR code is asked for where none may be shown', async () => {
    const { openTab, become, server } = await inviting();
    await become(everyWayClosed('not_permitted'));
    await openTab('QR');
    expect(server.called(makeLink)).toEqual([]);
  });

  test('one that goes away while its tab is open stays open, and keeps what was typed', async () => {
    const { become, type, field, server, invite, form } = await inviting();
    expect(invite.way).toBe('sms');
    await type('PHONE', '06 12 34 56 78');
    await become({ ...everyWay, sms: { ready: false, reason: 'switched_off' } });
    expect(invite.way).toBe('sms');
    expect(field('PHONE')?.value).toBe('06 12 34 56 78');
    expect(field('PHONE')?.disabled).toBe(false);
    expect(form.values.phone).toBe('06 12 34 56 78');
    expect(server.calls.map(({ route }) => route)).not.toContain('GET /api/inviting');
  });

  test('an e-mail that the server may not send points to one’s own mail program, while that works', async () => {
    const { openTab, become, screen } = await inviting();
    await openTab('E-mail');
    await become({ ...everyWay, email: { ready: false, reason: 'not_set_up' } });
    expect(screen().textContent).toContain('Your own mail program works.');
    await become(everyWayClosed('switched_off'));
    expect(screen().textContent).not.toContain('Your own mail program works.');
  });

  test('are not known for a moment where the server has not told them yet', async () => {
    const { invite, panel } = await withInvite();
    close = () => panel.close();
    panel.account!.company.settings = null;
    await settle();
    expect([invite.ways.inviting, invite.ways.isReady('sms'), invite.ways.reasonOf('sms')]).toEqual(
      [null, false, null],
    );
  });
});

describe('the company’s own fields', () => {
  const serial = { id: 'serial', names: { en: 'Serial number', fr: 'Numéro de série' } };

  test('come and go in the open form, named in the panel’s language', async () => {
    const { panel, server } = await openPanel();
    server.tell(waits);
    server.links[0]!.become(waiting());
    const view = await drawn(panel);
    close = view.close;
    expect(view.field('Serial number')).toBeNull();
    server.tell(waits, { settings: panelSettings({ customFields: [serial] }) });
    await view.update();
    await view.type('Serial number', 'ZX-81');
    expect(panel.account?.current.session?.details?.values.custom).toEqual({ serial: 'ZX-81' });
    panel.setLanguage('fr');
    await view.update();
    expect(view.field('Numéro de série')?.value).toBe('ZX-81');
    server.tell(waits, { settings: panelSettings() });
    await view.update();
    expect(view.field('Numéro de série')).toBeNull();
  });
});
