import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';
import { afterEach, describe, expect, it, vi } from 'vitest';
import type { AdministratorCaller } from '../../../../server/http/handler.ts';
import { createPasswordLinks } from '../../../../server/technicians/administration/password-links.ts';
import { wordPasswordMail } from '../../../../server/technicians/administration/password-mail.ts';
import { administrator, notedOf, type TestAdministrator } from '../../../support/administering.ts';
import { randomId } from '../../../support/documents.ts';
import { invitingServer, smtpAt } from '../../../support/inviting.ts';
import { testMailServer, reply } from '../../../support/mail.ts';
import type { TestServer } from '../../../support/server.ts';

const toStop: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const stop of toStop.splice(0).reverse()) await stop();
});

async function mailing(inviting: Parameters<typeof invitingServer>[0]) {
  const server = await invitingServer(inviting);
  toStop.push(server.stop);
  return { server, admin: await administrator(server) };
}

const newcomer = () => ({ email: 'ben@acme.example', name: 'Ben <Roy>', link: 'email' });
const create = (admin: TestAdministrator, language = 'en', key?: string) =>
  admin.ask('POST', '/api/technicians', newcomer(), { language, key });

/** Sets a password by the link of a text, and gives the status. */
async function setBy(server: TestServer, text: string): Promise<number> {
  const [, token] = /\/set-password#([A-Za-z0-9_-]{43})(?![A-Za-z0-9_-])/.exec(text) ?? [];
  const body = { token, password: 'a password of ones own' };
  return (await server.request('POST', '/api/technicians/set-password', { body })).status;
}

describe('the link to set a password, by e-mail', () => {
  it("is sent to a new technician in the administrator's language, and shown to nobody", async () => {
    const mailServer = await testMailServer();
    toStop.push(mailServer.stop);
    const { server, admin } = await mailing({ smtp: smtpAt(mailServer.port) });
    const { body } = await create(admin, 'fr-FR');
    expect(body.link).toEqual({
      delivery: 'mailed',
      url: null,
      expires: server.clock.now() + 24 * 60 * 60 * 1000,
    });
    const [mail] = mailServer.received;
    expect(mail!.to).toEqual(['ben@acme.example']);
    expect(mail!.parsed.subject).toBe('Acme : définissez votre mot de passe Lens');
    expect(mail!.parsed.headers.get('content-language')).toBe('fr');
    const { text, html } = mail!.parsed;
    expect(text).toContain('Bonjour Ben <Roy>,');
    expect(html).toContain('Bonjour Ben &#60;Roy&#62;,');
    expect(html).toContain(/https?:\S+\/set-password#[\w-]{43}/.exec(text!)![0]);
    expect(text).toContain(`L'adresse du serveur : ${server.url}\n`);
    expect(html).toContain(`L&#39;adresse du serveur : ${server.url}`);
    expect(await setBy(server, text!)).toBe(200);
  });

  it('lies in the outbox where there is one, as a link that can be followed', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'lens-outbox-'));
    toStop.push(() => rm(folder, { recursive: true }));
    const { server, admin } = await mailing({ outbox: folder });
    expect((await create(admin)).body.link.delivery).toBe('mailed');
    const page = await server.request('GET', '/outbox', {
      headers: { host: new URL(server.url).host },
    });
    const [link] = /<a href="[^"]+\/set-password#[\w-]{43}">/.exec(String(page.body)) ?? [];
    expect(link).toBeDefined();
    expect(await setBy(server, link!)).toBe(200);
  });

  it('is sent once for one wish', async () => {
    const mailServer = await testMailServer();
    toStop.push(mailServer.stop);
    const { admin } = await mailing({ smtp: smtpAt(mailServer.port) });
    const key = randomId();
    await create(admin, 'en', key);
    expect((await create(admin, 'en', key)).body.link.delivery).toBe('not_repeated');
    expect(mailServer.received).toHaveLength(1);
  });

  it('that the mail server refuses is told so, and the technician is there all the same', async () => {
    const mailServer = await testMailServer({
      onRcptTo: (_address, _session, done) => done(reply(550, 'no such mailbox')),
    });
    toStop.push(mailServer.stop);
    const { server, admin } = await mailing({ smtp: smtpAt(mailServer.port) });
    const { status, body } = await create(admin);
    expect(status).toBe(200);
    expect(body.link).toEqual({ delivery: 'mail_failed', url: null, expires: null });
    const path = `/api/technicians/${body.technician.id}/password-link`;
    const shown = await admin.ask('POST', path, {});
    expect(shown.body.delivery).toBe('shown');
    expect(await setBy(server, shown.body.url)).toBe(200);
    const logged = server.log.join('');
    expect(logged).toContain('address_refused');
    expect(logged).not.toContain('ben@acme.example');
    expect(logged).not.toContain('set-password#');
  });

  it.each([
    { what: 'answers too late', send: () => new Promise<never>(() => undefined) },
    { what: 'breaks', send: async () => Promise.reject(new Error('of ben@acme.example')) },
  ])('by a transport that $what is told as failed, and works no more', async ({ send }) => {
    const server = await invitingServer();
    toStop.push(server.stop);
    const logged: string[] = [];
    const links = createPasswordLinks(
      {
        store: server.store,
        clock: server.clock,
        mail: { send, tryLogin: async () => null, stop: async () => undefined },
        company: () => ({ companyName: 'Acme' }),
        publicUrl: server.url,
        serverAddress: server.url,
        log: pino({}, { write: (line) => void logged.push(line) }),
      },
      50,
    );
    const { technician } = await server.technician({ email: 'ben@acme.example' });
    const caller: AdministratorCaller = {
      kind: 'administrator',
      actor: { kind: 'terminal', id: null, name: null },
      technician: null,
      justSignedIn: true,
    };
    const inserted = vi.spyOn(server.store.oneTimeLinks, 'insert');
    const link = await links.deliver(technician, 'email', { caller, language: 'en' });
    expect(link).toEqual({ delivery: 'mail_failed', url: null, expires: null });
    const hash = inserted.mock.calls[0]![0]._id;
    expect(await server.store.oneTimeLinks.take(hash, server.clock.now())).toBeNull();
    expect(logged.join('')).not.toContain('ben@acme.example');
  });

  it('says in both languages for whom, for how long and for which company', () => {
    const of = {
      companyName: 'A\nB',
      name: 'Zoé',
      email: 'zoe@acme.example',
      url: 'https://x/y#z',
      serverAddress: 'https://x',
    };
    for (const language of ['en', 'fr'] as const) {
      const { subject, text, html } = wordPasswordMail(of, language);
      expect(subject).toContain('A B');
      for (const part of ['Zoé', 'A B', 'zoe@acme.example', 'https://x/y#z', '24']) {
        expect(text).toContain(part);
        expect(html).toContain(part);
      }
      expect(text + html).not.toMatch(/\{\w+\}/);
      const local = wordPasswordMail({ ...of, serverAddress: null }, language);
      expect(local.text.split('\n')).toHaveLength(text.split('\n').length - 1);
    }
  });
});

describe('a new link to set a password', () => {
  it('stops the former ones, and each is noted', async () => {
    const { server, admin } = await mailing({});
    const { technician } = await server.technician();
    const path = `/api/technicians/${technician._id}/password-link`;
    const first = await admin.ask('POST', path, {});
    const second = await admin.ask('POST', path, { link: 'shown' });
    expect(await setBy(server, first.body.url)).toBe(410);
    expect(await setBy(server, second.body.url)).toBe(200);
    expect(await notedOf(admin, technician._id)).toEqual([
      'password_set',
      'password_link_made',
      'password_link_made',
    ]);
  });

  it('is not mailed where no way is set up', async () => {
    const { server, admin } = await mailing({});
    const { technician } = await server.technician();
    const path = `/api/technicians/${technician._id}/password-link`;
    const { status, body } = await admin.ask('POST', path, { link: 'email' });
    expect([status, body.error.code]).toEqual([409, 'email_not_set_up']);
  });

  it('sets no password of a technician who is disabled', async () => {
    const { server, admin } = await mailing({});
    const { technician } = await server.technician({ disabled: true });
    const { body } = await admin.ask(
      'POST',
      `/api/technicians/${technician._id}/password-link`,
      {},
    );
    expect(await setBy(server, body.url)).toBe(410);
  });
});
