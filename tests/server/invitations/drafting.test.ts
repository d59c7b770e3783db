import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { languages } from '../../../common/contract/views.ts';
import { invitingServer, joinByLink, openLink, tokenOf } from '../../support/inviting.ts';
import type { TestServer } from '../../support/server.ts';
import { openSession, stored } from '../../support/sessions.ts';

let server: TestServer;
beforeAll(async () => {
  server = await invitingServer({}, { config: { companyName: 'Forêt & Fils?' } });
});
afterAll(() => server.stop());

describe.each(languages)("a mail for one's own mail program, in %s", (language) => {
  const draft = { language, voice: 'here' };

  it('holds PIN and a link of its own', async () => {
    const session = await openSession(server);
    const { status, body } = await session.asTechnician('POST', '/mail-draft', draft);
    expect(status).toBe(200);
    expect(body.subject).toContain('Forêt & Fils?');
    expect(body.body).toContain(`${session.pin.slice(0, 3)} ${session.pin.slice(3)}`);
    expect(body.body).toContain(body.url);
    expect((await openLink(server, tokenOf(body.url))).body).toMatchObject({ language });
    expect((await joinByLink(server, session, tokenOf(body.body))).status).toBe(200);
    expect((await stored(server, session)).invitations).toEqual([]);
  });

  it('opens there filled in, by an address that every system takes', async () => {
    const session = await openSession(server);
    await session.asTechnician('PATCH', '', { email: 'zoe+a&b@example.com' });
    const { body } = await session.asTechnician('POST', '/mail-draft', draft);
    const mailto = new URL(body.mailto);
    expect(mailto.protocol).toBe('mailto:');
    expect(mailto.pathname).toBe('zoe%2Ba%26b@example.com');
    expect(decodeURIComponent(mailto.pathname)).toBe('zoe+a&b@example.com');
    expect(mailto.searchParams.get('subject')).toBe(body.subject);
    expect(mailto.searchParams.get('body')).toBe(body.body.replace(/\n/g, '\r\n'));
    expect(body.mailto).not.toMatch(/[\s+"<>]/);
    // Windows hands on no more than about 2,000 characters of an address.
    expect(body.mailto.length).toBeLessThan(1900);
  });
});

it('a mail to a customer without an address leaves it to be filled in', async () => {
  const session = await openSession(server);
  const asked = { language: 'en', voice: 'here' };
  const { body } = await session.asTechnician('POST', '/mail-draft', asked);
  expect(body.mailto).toMatch(/^mailto:\?subject=/);
});

it('a mail is not written with a PIN whose time is over', async () => {
  const session = await openSession(server);
  server.clock.pass(20 * 60_000);
  const asked = { language: 'en', voice: 'here' };
  const { body } = await session.asTechnician('POST', '/mail-draft', asked);
  expect(body.error.code).toBe('pin_needed');
});
