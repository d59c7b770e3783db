import { flushSync, mount, unmount } from 'svelte';
import { afterEach, describe, expect, test } from 'vitest';
import { makeLink, sendInvitation } from '../../../../common/contract/routes.ts';
import { errorWords } from '../../../../common/i18n/errors/words.ts';
import { invitationReasonWords } from '../../../../common/i18n/invitation/reasons.ts';
import type { Inviting } from '../../../../common/contract/views.ts';
import PanelView from '../../../../extension/panel/Panel.svelte';
import { settle } from '../../../support/panel/open-panel.ts';
import { invitation, noWay, waiting } from '../../../support/panel/views.ts';
import { withInvite } from '../../../support/panel/with-invite.ts';

let close = () => {};
afterEach(() => close());

async function drawn(options: { abilities?: Inviting; session?: ReturnType<typeof waiting> } = {}) {
  const opened = await withInvite(options);
  const view = mount(PanelView, { target: document.body, props: { panel: opened.panel } });
  close = () => {
    opened.panel.close();
    void unmount(view);
  };
  const update = async () => {
    await settle();
    flushSync();
  };
  await update();
  const panels = () => [...document.querySelectorAll<HTMLElement>('[role=tabpanel]')];
  const panel = () => panels().find(({ inert }) => !inert)!;
  return {
    ...opened,
    update,
    panel,
    panels,
    async openTab(name: string) {
      const tabs = [...document.querySelectorAll<HTMLElement>('[role=tab]')];
      tabs.find((tab) => tab.textContent?.trim() === name)!.click();
      await update();
    },
    button: (name: string) =>
      [...panel().querySelectorAll('button')].find((one) => one.textContent?.trim() === name)!,
    async type(text: string) {
      const input = panel().querySelector('input')!;
      input.value = text;
      input.dispatchEvent(new Event('input', { bubbles: true }));
      await update();
    },
  };
}

describe('the tabs', () => {
  test('show one way each, the others are out of reach', async () => {
    const { openTab, panel, panels } = await drawn();
    for (const name of ['E-mail', 'Link', 'QR', 'SMS']) {
      await openTab(name);
      const tab = document.querySelector('[role=tab][aria-selected=true]')!;
      expect(tab.textContent?.trim()).toBe(name);
      expect(panel().getAttribute('aria-labelledby')).toBe(tab.id);
      expect(panels().filter(({ inert }) => inert)).toHaveLength(3);
    }
  });

  test('the QR code asks for its link when its tab is opened, and not again', async () => {
    const { openTab, panel, server, update } = await drawn();
    expect(server.called(makeLink)).toEqual([]);
    for (const name of ['QR', 'SMS', 'QR']) await openTab(name);
    expect(server.called(makeLink)).toHaveLength(1);
    const first = panel().querySelector('path')!.getAttribute('d');
    server.links[0]!.become(waiting(undefined, { revision: 2, pin: '730158' }));
    await update();
    expect(server.called(makeLink)).toHaveLength(2);
    expect(panel().querySelector('path')!.getAttribute('d')).not.toBe(first);
    expect(panel().textContent).toContain('New PIN');
  });
});

describe('sending', () => {
  test('a bad number is said beside its field, and nothing is sent', async () => {
    const { panel, button, type, update, server } = await drawn();
    await type('06 12');
    button('Send SMS').click();
    await update();
    const input = panel().querySelector('input')!;
    const beside = document.getElementById(input.getAttribute('aria-describedby')!);
    expect(beside?.textContent).toBe(errorWords.en.number_invalid);
    expect(input.getAttribute('aria-invalid')).toBe('true');
    expect(document.activeElement).toBe(input);
    expect(server.called(sendInvitation)).toEqual([]);
    await type('06 12 34 56 78');
    expect(input.getAttribute('aria-invalid')).toBeNull();
    expect(panel().textContent).toContain('+33 6 12 34 56 78, France');
  });

  test('a failure is said with its reason and what to do now', async () => {
    const failed = invitation({ status: 'failed', reason: 'opted_out' });
    const { panel } = await drawn({ session: waiting(undefined, { invitations: [failed] }) });
    expect(panel().textContent).toContain('Failed');
    expect(panel().textContent).toContain(invitationReasonWords.en.opted_out);
    const step = document.querySelector('[aria-current=step]')!.textContent!;
    expect(step.replace(/\s+/g, ' ')).toContain('SMS failed');
    expect(step).not.toContain('Invited');
  });

  test('nobody is said to be invited before an invitation has gone out', async () => {
    const step = () =>
      document.querySelector('[aria-current=step]')!.textContent!.replace(/\s+/g, ' ');
    const { server, update } = await drawn();
    expect(step()).toContain('PIN ready');
    expect(step()).not.toContain('Invited');
    const sent = invitation({ status: 'sent' });
    server.links[0]!.become(waiting(undefined, { revision: 2, invitations: [sent] }));
    await update();
    expect(step()).toContain('Invited');
  });

  test('each invitation has its line and is sent again from there', async () => {
    const mail = invitation({ id: '2'.repeat(32), way: 'email', to: 'marie@lefevre.example' });
    const { server, update } = await drawn({
      session: waiting(undefined, { invitations: [invitation(), mail] }),
    });
    server.on(sendInvitation, () => ({ invitation: mail }));
    const again = [...document.querySelectorAll<HTMLElement>('[aria-label^="Send again"]')];
    expect(again.map(({ ariaLabel }) => ariaLabel ?? '')).toHaveLength(2);
    again[0]!.click();
    await update();
    expect(server.called(sendInvitation)).toMatchObject([{ to: mail.to, way: 'email' }]);
  });
});

describe('a server with nothing set up', () => {
  test('has its buttons disabled with the reason; link, QR code and own mail program work', async () => {
    const { openTab, panel, button } = await drawn({ abilities: noWay });
    await openTab('SMS');
    expect(button('Send SMS').disabled).toBe(true);
    expect(panel().textContent).toContain('SMS is not set up on this server');
    await openTab('E-mail');
    expect(button('Send e-mail').disabled).toBe(true);
    expect(panel().textContent).toContain('E-mail is not set up on this server');
    expect(button('By my own mail program').disabled).toBe(false);
    await openTab('Link');
    expect(button('Copy link').disabled).toBe(false);
    await openTab('QR');
    expect(panel().querySelector('svg[role=img]')?.getAttribute('aria-label')).toContain('QR code');
  });
});
