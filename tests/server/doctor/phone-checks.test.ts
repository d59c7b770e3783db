import { describe, expect, test, afterEach } from 'vitest';
import type { PhoneReport } from '../../../common/contract/doctor.ts';
import { hashToken } from '../../../server/tokens.ts';
import { apiToken } from '../../support/everyone.ts';
import { testServer, type TestServer } from '../../support/server.ts';
import { storesUnderTest } from '../../support/stores.ts';
import { testClock } from '../../support/clock.ts';

const stores = await storesUnderTest();
const report: PhoneReport = {
  language: 'fr',
  findings: [
    { check: 'camera', state: 'well', reason: null, ms: 400 },
    { check: 'turn_udp', state: 'wrong', reason: 'unreachable', ms: 8000 },
  ],
};
const relay = {
  stunUrls: ['stun:turn.example.com:3478'],
  turn: { urls: ['turn:turn.example.com:3478?transport=udp'], secret: 'a secret of the relay' },
  twilio: null,
};

describe.each(stores)('a phone’s check, over the $name store', ({ open }) => {
  const toStop: (() => Promise<void>)[] = [];
  let hour = 0;
  afterEach(async () => {
    for (const stop of toStop.splice(0)) await stop();
  });

  async function doctorsServer() {
    // An hour for each test: two servers of one database count together.
    const clock = testClock(Date.UTC(2026, 0, 1, (hour += 1)));
    const store = await open(clock);
    const server = await testServer({ store, clock, config: { relay } });
    toStop.push(async () => {
      await server.stop();
      await store.close();
    });
    const administrator = await server.technician({ role: 'administrator' });
    const { token } = await apiToken(server, administrator, 'doctor:run');
    return { server, token };
  }

  async function newLink(server: TestServer, token: string) {
    const { body, status } = await server.request('POST', '/api/doctor/phone-checks', { token });
    expect(status).toBe(200);
    const [page, code] = (body.url as string).split('#code=');
    expect(page).toBe(`${server.url}/check`);
    return { id: body.check.id as string, code: code! };
  }

  const begin = (server: TestServer, code?: string) =>
    server.request('POST', '/api/phone-checks/begin', {
      body: code === undefined ? {} : { code },
      headers: { 'user-agent': 'Mozilla/5.0 (Android 14; Mobile; rv:140.0) Firefox/140.0' },
    });
  const seen = async (server: TestServer, token: string, id: string) =>
    (await server.request('GET', `/api/doctor/phone-checks/${id}`, { token })).body;

  test('goes from the doctor’s link by the phone’s report back to the doctor', async () => {
    const { server, token } = await doctorsServer();
    const { id, code } = await newLink(server, token);
    expect(await seen(server, token, id)).toMatchObject({ state: 'waiting', phone: null });

    const { body } = await begin(server, code);
    expect(body.iceServers[1]).toMatchObject({ urls: relay.turn.urls });
    expect(body.iceServers[1].username).toMatch(/^\d+:doctor$/);
    expect(await seen(server, token, id)).toMatchObject({
      state: 'running',
      phone: { browser: 'Firefox', system: 'Android' },
    });

    const told = { body: { ticket: body.ticket, report } };
    const { status } = await server.request('POST', '/api/phone-checks/report', told);
    expect(status).toBe(204);
    expect(await seen(server, token, id)).toMatchObject({ state: 'done', report });
    // Once: what the doctor has read is not written over.
    const again = await server.request('POST', '/api/phone-checks/report', told);
    expect(again.body.error.code).toBe('check_code_wrong');
  });

  test('lets one of two phones that open the same link to the relay', async () => {
    const { server, token } = await doctorsServer();
    const { code } = await newLink(server, token);
    const both = await Promise.all([begin(server, code), begin(server, code)]);
    expect(both.map(({ status }) => status).sort()).toEqual([200, 404]);
  });

  test('is over after ten minutes, for the phone and for the doctor', async () => {
    const { server, token } = await doctorsServer();
    const { id, code } = await newLink(server, token);
    server.clock.pass(10 * 60_000 + 1);
    expect((await begin(server, code)).body.error.code).toBe('check_code_wrong');
    expect((await seen(server, token, id)).error.code).toBe('phone_check_not_found');
  });

  test('is gone from the store after its time, though nobody asks for it', async () => {
    const { server, token } = await doctorsServer();
    const { id } = await newLink(server, token);
    const begun = server.clock.now();
    server.clock.pass(12 * 60_000);
    await expect.poll(() => server.store.phoneChecks.byId(id, begun), { timeout: 5000 }).toBeNull();
  });

  test.each(['x', 'not a code', 'ü'.repeat(100)])('has no code such as %s', async (text) => {
    const { server } = await doctorsServer();
    expect((await begin(server, text)).body.error.code).toBe('check_code_wrong');
  });

  test('gives nobody without a code a credential', async () => {
    const { server } = await doctorsServer();
    const { body } = await begin(server);
    expect(body).toEqual({ iceServers: [{ urls: relay.stunUrls }], ticket: null });
  });

  test('keeps of a code and a ticket their hashes alone, and logs neither', async () => {
    const { server, token } = await doctorsServer();
    const { id, code } = await newLink(server, token);
    const kept = await server.store.phoneChecks.byId(id, server.clock.now());
    expect(kept!.hash).toBe(hashToken(code));
    const { body } = await begin(server, code);
    const running = await server.store.phoneChecks.byId(id, server.clock.now());
    expect(running!.hash).toBe(hashToken(body.ticket));
    for (const secret of [code, body.ticket as string, body.iceServers[1].credential as string])
      expect(server.log.join('')).not.toContain(secret);
  });

  test('takes no report that says what no phone would', async () => {
    const { server, token } = await doctorsServer();
    const { code } = await newLink(server, token);
    const { ticket } = (await begin(server, code)).body;
    const one = report.findings[0]!;
    for (const findings of [
      [],
      [one, one],
      [{ ...one, check: 'address book' }],
      [{ ...one, reason: 'Zoe, 12 Lilac Street' }],
      [{ ...one, more: 'x'.repeat(1000) }],
      Array(99).fill(one),
    ]) {
      const { body } = await server.request('POST', '/api/phone-checks/report', {
        body: { ticket, report: { language: 'en', findings } },
      });
      expect(body.error.code).toBe('invalid_input');
    }
  });

  test('lets one address try thirty times in ten minutes, and one administrator make thirty links', async () => {
    const { server, token } = await doctorsServer();
    const tries = [];
    for (let count = 0; count < 31; count += 1) tries.push(await begin(server, 'x'.repeat(22)));
    expect(tries.at(-2)!.body.error.code).toBe('check_code_wrong');
    expect(tries.at(-1)!.body.error.code).toBe('too_many_attempts');
    for (let count = 0; count < 30; count += 1) await newLink(server, token);
    const { body } = await server.request('POST', '/api/doctor/phone-checks', { token });
    expect(body.error.code).toBe('too_many_attempts');
  });
});
