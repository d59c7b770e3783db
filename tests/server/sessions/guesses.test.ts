import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { testServer, type TestServer } from '../../support/server.ts';
import { join, openSession, sessionIn, stored } from '../../support/sessions.ts';

describe('guessing PINs', () => {
  let server: TestServer;
  beforeEach(async () => {
    server = await testServer({ config: { trustedProxies: ['127.0.0.1'] } });
  });
  afterEach(() => server.stop());

  const find = (pin: string, address: string) =>
    server.request('POST', '/api/pins/find', {
      body: { pin },
      headers: { 'x-forwarded-for': address },
    });

  /** A PIN that is not this one. */
  const wrong = (pin: string, by = 1) => String((Number(pin) + by) % 1_000_000).padStart(6, '0');

  it('ends for an address after ten wrong ones, with a time to wait', async () => {
    const { pin } = await openSession(server);
    for (let tries = 1; tries <= 10; tries += 1)
      expect((await find(wrong(pin, tries), '203.0.113.1')).body.error.code).toBe('pin_wrong');
    const refused = await find(pin, '203.0.113.1');
    expect(refused).toMatchObject({ status: 429, body: { error: { code: 'too_many_attempts' } } });
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(500);
    expect((await find(pin, '203.0.113.2')).status).toBe(200);
  });

  it('counts joining and finding together', async () => {
    const session = await openSession(server);
    for (let tries = 1; tries <= 5; tries += 1) {
      await server.request('POST', '/api/pins/find', { body: { pin: wrong(session.pin, tries) } });
      await join(server, { ...session, pin: wrong(session.pin, -tries) });
    }
    expect((await join(server, session)).body.error.code).toBe('too_many_attempts');
    expect(await stored(server, session)).toMatchObject({ state: 'waiting' });
  });

  it('does not count the right ones, nor those that were right once', async () => {
    const { pin } = await openSession(server);
    const used = await sessionIn(server, 'joined');
    for (let tries = 0; tries < 15; tries += 1) {
      expect((await find(pin, '203.0.113.3')).status).toBe(200);
      expect((await find(used.pin, '203.0.113.3')).body.error.code).toBe('pin_used');
    }
  });

  it('lets no more through when all are sent at once', async () => {
    const { pin } = await openSession(server);
    const answers = await Promise.all(
      Array.from({ length: 40 }, (_, index) => find(wrong(pin, index + 1), '203.0.113.4')),
    );
    const codes = answers.map(({ body }) => body.error.code);
    expect(codes.filter((code) => code === 'pin_wrong')).toHaveLength(10);
    expect(codes.filter((code) => code === 'too_many_attempts')).toHaveLength(30);
  });

  it('of an address that is over its limit counts for nothing among all others', async () => {
    const { pin } = await openSession(server);
    for (let tries = 1; tries <= 10; tries += 1) await find(wrong(pin, tries), '203.0.113.5');
    const slot = Math.floor(server.clock.now() / 60_000);
    const risked = () => server.store.tally('pin-risk').sum(slot - 30, slot);
    const before = await risked();
    for (let tries = 11; tries <= 15; tries += 1)
      expect((await find(wrong(pin, tries), '203.0.113.5')).status).toBe(429);
    expect(await risked()).toBe(before);
    expect((await find(pin, '203.0.113.6')).status).toBe(200);
  });
});
