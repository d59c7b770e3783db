import { afterEach, describe, expect, test, vi } from 'vitest';
import { changeDetails, mailDraft, makeLink } from '../../../../common/contract/routes.ts';
import { refusal } from '../../../support/panel/fake-server.ts';
import { settle } from '../../../support/panel/open-panel.ts';
import { noWay, waiting } from '../../../support/panel/views.ts';
import { withInvite } from '../../../support/panel/with-invite.ts';

const here = { language: 'en', voice: 'here' } as const;
const newPin = (pin: string, revision = 2) => waiting(undefined, { pin, revision });
/** What is put into the clipboard. */
function clipboard(writeText: (text: string) => Promise<void> = async () => {}) {
  const written = vi.fn(writeText);
  vi.stubGlobal('navigator', { ...navigator, clipboard: { writeText: written } });
  return written;
}
afterEach(() => void vi.unstubAllGlobals());

describe('the link', () => {
  test('is one for each PIN, however often it is copied', async () => {
    const written = clipboard();
    const { invite, server } = await withInvite();
    await invite.link.want(here);
    await invite.link.want(here);
    await invite.copied.copy(here);
    expect(server.called(makeLink)).toEqual([{ ...here, way: 'link' }]);
    expect(written.mock.calls).toEqual([[invite.link.url]]);
    expect(invite.copied.at).not.toBeNull();
  });

  test('of the QR code is asked for as such: who may show one may not always copy one', async () => {
    const { invite, server } = await withInvite();
    await invite.qr.want(here);
    expect(server.called(makeLink)).toEqual([{ ...here, way: 'qr' }]);
    server.links[0]!.become(newPin('730158'));
    expect(invite.qr.url).toBeNull();
  });

  test('says the language and the voice: another choice is another link', async () => {
    const { invite, server } = await withInvite();
    await invite.link.want(here);
    await invite.link.want({ ...here, voice: 'phone' });
    const asked = { ...here, way: 'link' };
    expect(server.called(makeLink)).toEqual([asked, { ...asked, voice: 'phone' }]);
    expect(invite.link.url).toBe('https://lens.example.com/#j=2');
    await invite.link.want(here);
    expect(invite.link.url).toBe('https://lens.example.com/#j=1');
  });

  test('is a new one with a new PIN, and what was copied is said to have stopped', async () => {
    clipboard();
    const { invite, server } = await withInvite();
    await invite.copied.copy(here);
    server.links[0]!.become(newPin('730158'));
    expect([invite.link.url, invite.copied.at, invite.copied.stopped]).toEqual([null, null, true]);
    await invite.copied.copy(here);
    expect(invite.link.url).toBe('https://lens.example.com/#j=2');
    expect(invite.copied.stopped).toBe(false);
  });

  test('that was asked for with the former PIN is not shown after it', async () => {
    const { invite, server } = await withInvite();
    let answer = (_: unknown) => {};
    server.on(makeLink, () => new Promise((resolve) => (answer = resolve)));
    const asked = invite.link.want(here);
    await settle();
    server.links[0]!.become(newPin('730158'));
    answer({ url: 'https://lens.example.com/#j=old' });
    expect(await asked).toBeNull();
    expect(invite.link.url).toBeNull();
  });

  test('stays while the PIN does, also when its time runs out', async () => {
    const { invite, server } = await withInvite();
    await invite.link.want(here);
    server.links[0]!.become(waiting(undefined, { pin: null, pinExpires: null, revision: 2 }));
    server.links[0]!.become(newPin('482913', 3));
    expect(invite.link.url).toBe('https://lens.example.com/#j=1');
    expect(invite.renewedAt).toBeNull();
  });

  test('that cannot be made says why, and is made when it is asked for again', async () => {
    clipboard();
    const { invite, server } = await withInvite();
    server.on(makeLink, () => {
      throw refusal('store_unavailable');
    });
    await invite.copied.copy(here);
    expect(invite.copied.fault).toBe('not_made');
    expect(invite.link.problem?.message).toContain('cannot reach its data');
    server.on(makeLink, () => ({ url: 'https://lens.example.com/#j=9' }));
    await invite.copied.copy(here);
    expect([invite.copied.fault, invite.link.problem]).toEqual([null, null]);
  });

  test('that the browser does not copy is said', async () => {
    clipboard(async () => {
      throw new Error('Document is not focused.');
    });
    const { invite } = await withInvite();
    await invite.copied.copy(here);
    expect([invite.copied.fault, invite.copied.at]).toEqual(['not_copied', null]);
  });
});

describe('the technician’s own mail program', () => {
  test('gets the mail that the server words, to the address as it was just typed', async () => {
    const { invite, form, server, opened } = await withInvite({ abilities: noWay });
    server.on(changeDetails, () => waiting(undefined, { revision: 2 }));
    server.on(mailDraft, () => ({ mailto: 'mailto:marie@lefevre.example?subject=x&body=y' }));
    form.type('email', 'marie@lefevre.example');
    await invite.mail.open(here);
    const order = server.calls.map(({ route }) => route);
    expect(order.indexOf('PATCH /api/sessions/:id')).toBeGreaterThan(-1);
    expect(order.indexOf('PATCH /api/sessions/:id')).toBeLessThan(
      order.indexOf('POST /api/sessions/:id/mail-draft'),
    );
    expect(opened).toEqual(['mailto:marie@lefevre.example?subject=x&body=y']);
    expect(invite.mail.opened).toBe(true);
    server.links[0]!.become(newPin('730158', 3));
    expect(invite.mail.opened).toBe(false);
  });

  test('is not opened where the mail is refused, and it is said why', async () => {
    const { invite, server, opened } = await withInvite();
    server.on(mailDraft, () => {
      throw refusal('pin_needed');
    });
    await invite.mail.open(here);
    expect(opened).toEqual([]);
    expect(invite.mail.problem?.message).toBe(refusal('pin_needed').message);
  });
});
