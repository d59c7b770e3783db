import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { administrator, type TestAdministrator } from '../../support/company.ts';
import { testServer, type TestServer } from '../../support/server.ts';
import { join, openSession, sessionIn, stored } from '../../support/sessions.ts';
import { endSockets, inState, sessionSocket } from '../../support/sockets.ts';

const MINUTE = 60_000;

describe('a setting that is changed', () => {
  let server: TestServer;
  let settings: TestAdministrator;
  beforeEach(async () => {
    server = await testServer({
      config: { companyName: 'Lampes Martin', pinMinutes: 20, waitingMinutes: 60 },
    });
    settings = await administrator(server);
  });
  afterEach(async () => {
    endSockets();
    await server.stop();
  });

  it('decides how long the next PINs are good; those that are out stay as they were', async () => {
    const before = await openSession(server);
    await settings.change({ pinMinutes: 5 });
    const after = await openSession(server);
    const until = async (session: typeof after) => (await stored(server, session)).pinExpiresAt;
    expect(await until(before)).toBe(server.clock.now() + 20 * MINUTE);
    expect(await until(after)).toBe(server.clock.now() + 5 * MINUTE);
    const { body } = await before.asTechnician('POST', '/pin');
    expect(body.pinExpires).toBe(server.clock.now() + 5 * MINUTE);
    server.clock.pass(5 * MINUTE);
    expect((await join(server, after)).body.error.code).toBe('pin_expired');
  });

  it('decides how long sessions that are open already may wait', async () => {
    const session = await openSession(server);
    const panel = await sessionSocket(server, session, session.technicianToken, 1);
    await panel.hear(inState('waiting'));
    await settings.change({ waitingMinutes: 10 });
    server.clock.pass(10 * MINUTE + 1);
    const { session: view } = await panel.hear(inState('ended'));
    expect(view.end).toEqual({ by: 'server', reason: 'waited_too_long' });
  });

  it('counts the waiting from the newest PIN, whatever PINs were worth before', async () => {
    const session = await openSession(server);
    server.clock.pass(19 * MINUTE);
    await session.asTechnician('POST', '/pin');
    await settings.change({ pinMinutes: 999, waitingMinutes: 20 });
    const other = await openSession(server);
    await settings.change({ waitingMinutes: 15 });
    server.clock.pass(10 * MINUTE);
    const late = await openSession(server);
    server.clock.pass(5 * MINUTE + 1);
    for (const waited of [session, other])
      await expect
        .poll(async () => (await stored(server, waited)).state, { timeout: 4000 })
        .toBe('ended');
    expect(await stored(server, late)).toMatchObject({ state: 'waiting' });
  });

  it('is what customers read of the company, those in a session too', async () => {
    const session = await sessionIn(server, 'joined');
    const page = await sessionSocket(server, session, session.customerToken, 1);
    await page.hear(({ session: view }) => view?.companyName === 'Lampes Martin');
    await settings.change({ companyName: 'Lumières Martin' });
    await page.hear(({ session: view }) => view?.companyName === 'Lumières Martin');
  });

  it('says in which language customers are invited', async () => {
    await settings.change({ defaultLanguage: 'fr' });
    const session = await openSession(server);
    expect((await session.asTechnician('GET', '')).body.language).toBe('fr');
  });

  it('says which licence is accepted: a text of before is none any more', async () => {
    const session = await sessionIn(server, 'joined');
    const { body: former } = await server.request('GET', '/api/licence/en');
    await settings.change({ licence: { en: 'Be kind, {company}.', fr: 'Soyez aimable.' } });
    const accept = (version: string) =>
      session.asCustomer('POST', '/licence/accept', { version, language: 'en' });
    expect((await accept(former.version)).body.error.code).toBe('licence_changed');
    const { body: present } = await server.request('GET', '/api/licence/en');
    expect((await accept(present.version)).body.state).toBe('connected');
    expect(await stored(server, session)).toMatchObject({
      licence: { version: present.version, language: 'en', acceptedAt: server.clock.now() },
    });
  });
});
