import { mkdir, mkdtemp, readFile, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { get } from 'node:http';
import { tmpdir } from 'node:os';
import { join as joinPath } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  byEmail,
  bySms,
  invite,
  invitingServer,
  joinByLink,
  settledInvitation,
  tokenOf,
} from '../../support/inviting.ts';
import type { TestServer } from '../../support/server.ts';
import { openSession } from '../../support/sessions.ts';

const HOUR = 60 * 60_000;

let folder: string;
let server: TestServer;
beforeEach(async () => {
  folder = joinPath(await mkdtemp(joinPath(tmpdir(), 'lens-outbox-')), 'outbox');
  server = await invitingServer({ outbox: folder }, { config: { companyName: 'A&B <Ltd>' } });
});
afterEach(async () => {
  await server.stop();
  await rm(joinPath(folder, '..'), { recursive: true, force: true });
});

async function files() {
  const names = (await readdir(folder)).sort();
  return await Promise.all(
    names.map(async (name) => JSON.parse(await readFile(joinPath(folder, name), 'utf8'))),
  );
}

/** A page of this server as a browser on this machine asks for it; gives status, headers and text. */
async function page(path: string, headers: Record<string, string> = {}) {
  const answer = await server.request('GET', path, { headers });
  return { ...answer, text: String(answer.body) };
}

describe('the outbox', () => {
  it('takes an SMS as a file that only its owner can read', async () => {
    const session = await openSession(server);
    await invite(session, bySms());
    expect((await settledInvitation(server, session)).status).toBe('delivered');
    const [message] = await files();
    expect(message).toMatchObject({ way: 'sms', to: '+33612345678', at: server.clock.now() });
    expect(message.body).toContain(session.pin);
    expect((await joinByLink(server, session, tokenOf(message.body))).status).toBe(200);
    const [name] = await readdir(folder);
    expect((await stat(joinPath(folder, name!))).mode & 0o777).toBe(0o600);
    expect((await stat(folder)).mode & 0o777).toBe(0o700);
  });

  it('takes an e-mail, as text and HTML', async () => {
    const session = await openSession(server);
    await invite(session, byEmail());
    expect((await settledInvitation(server, session)).status).toBe('sent');
    const [message] = await files();
    expect(message).toMatchObject({ way: 'email', to: 'zoe@example.com', language: 'en' });
    expect(tokenOf(message.html)).toBe(tokenOf(message.text));
  });

  it('shows both on a page, newest first, with links that work', async () => {
    const session = await openSession(server);
    await invite(session, bySms());
    await settledInvitation(server, session);
    server.clock.pass(1000);
    await invite(session, byEmail());
    await settledInvitation(server, session);
    const { status, text, headers } = await page('/outbox');
    expect(status).toBe(200);
    expect(headers.get('content-type')).toMatch(/^text\/html/);
    expect(headers.get('cache-control')).toBe('no-store');
    expect(text.indexOf('zoe@example.com')).toBeLessThan(text.indexOf('+33612345678'));
    const hrefs = [...text.matchAll(/href="(http[^"]+)"/g)].map(([, href]) => href);
    expect(hrefs).toHaveLength(2);
    for (const href of hrefs) expect(href).toMatch(new RegExp(`^${server.url}/#j=`));
    expect(text).toContain('A&#38;B &#60;Ltd&#62;');
    expect(text).not.toContain('<Ltd>');
    expect((await page('/outbox.css')).status).toBe(200);
  });

  it('shows an e-mail as its receiver sees it, and lets it fetch nothing', async () => {
    const session = await openSession(server);
    const { body } = await invite(session, byEmail({ language: 'fr' }));
    await settledInvitation(server, session);
    const { status, text, headers } = await page(`/outbox/${body.invitation.id}`);
    expect(status).toBe(200);
    expect(text).toBe((await files())[0].html);
    expect(headers.get('content-security-policy')).toMatch(
      /default-src 'none'.*style-src 'unsafe-inline'/,
    );
    expect((await page(`/outbox/${'0'.repeat(32)}`)).status).toBe(404);
  });

  it('erases what is older than the retention, and nothing else in its folder', async () => {
    const other = joinPath(folder, 'notes.txt');
    const session = await openSession(server);
    await invite(session, bySms());
    await settledInvitation(server, session);
    await writeFile(other, 'mine');
    server.clock.pass(23 * HOUR);
    await invite(await openSession(server), byEmail());
    await expect.poll(() => readdir(folder)).toHaveLength(3);
    server.clock.pass(HOUR);
    await expect.poll(() => readdir(folder), { timeout: 5000 }).toHaveLength(2);
    expect(await readFile(other, 'utf8')).toBe('mine');
    expect((await readdir(folder)).join()).toContain('-email-');
  });

  it('erases at the start what a server before has left', async () => {
    await mkdir(folder, { recursive: true });
    const left = (age: number) =>
      writeFile(
        joinPath(
          folder,
          `${String(server.clock.now() - age).padStart(15, '0')}-sms-${String(age).padStart(32, '0')}.json`,
        ),
        '{}',
      );
    await Promise.all([left(25 * HOUR), left(HOUR)]);
    const next = await invitingServer({ outbox: folder }, { clock: server.clock });
    await expect.poll(() => readdir(folder), { timeout: 5000 }).toHaveLength(1);
    expect((await readdir(folder))[0]).toContain(String(HOUR));
    await next.stop();
  });

  it('says that it is empty, in the language of whoever looks', async () => {
    const { text } = await page('/outbox', { 'accept-language': 'fr' });
    expect(text).toContain('Rien n&#39;a encore été envoyé.');
  });

  it.each([
    ['by a proxy', { 'x-forwarded-for': '127.0.0.1' }],
    ['by a proxy of another kind', { forwarded: 'for=127.0.0.1' }],
  ])('is not there for whoever comes %s', async (_, headers) => {
    expect((await page('/outbox', headers as Record<string, string>)).status).toBe(404);
  });
});

it("is not there for another site's name that leads to this machine", async () => {
  const status = await new Promise((resolve) =>
    get(`${server.url}/outbox`, { headers: { host: 'evil.example' } }, (answer) => {
      answer.resume();
      resolve(answer.statusCode);
    }),
  );
  expect(status).toBe(404);
});

it('no outbox is there where none is set up', async () => {
  const other = await invitingServer();
  expect((await other.request('GET', '/outbox')).status).toBe(404);
  await other.stop();
});

it('no outbox is shown where customers come from elsewhere: a proxy makes anyone look local', async () => {
  const publicServer = await invitingServer(
    { outbox: folder },
    { config: { publicUrl: 'https://help.example.com' } },
  );
  try {
    expect(publicServer.log.join('')).toContain('LENS_OUTBOX is set');
    expect(server.log.join('')).not.toContain('LENS_OUTBOX is set');
    expect((await publicServer.request('GET', '/outbox')).status).toBe(404);
    expect((await publicServer.request('GET', '/outbox.css')).status).toBe(404);
  } finally {
    await publicServer.stop();
  }
});
