import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readConfig } from '../../../server/config.ts';
import { createGuess } from '../../../server/sessions/guesses.ts';
import { createPinGuard } from '../../../server/sessions/pin-guard.ts';
import { defaultSettings, settingsOver } from '../../../server/settings/defaults.ts';
import { randomId } from '../../support/documents.ts';
import { testServer, type TestAnswer, type TestServer } from '../../support/server.ts';
import { join, openSession, sessionIn, stored, type TestSession } from '../../support/sessions.ts';

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

  it('does not count the right ones', async () => {
    const { pin } = await openSession(server);
    for (let tries = 0; tries < 15; tries += 1)
      expect((await find(pin, '203.0.113.3')).status).toBe(200);
  });

  it('lets an office type a PIN that is over ten times, and then has it wait', async () => {
    const { pin } = await openSession(server);
    const used = await sessionIn(server, 'ended');
    for (let tries = 0; tries < 10; tries += 1)
      expect((await find(used.pin, '203.0.113.3')).body.error.code).toBe('pin_used');
    expect((await find(pin, '203.0.113.3')).body.error.code).toBe('too_many_attempts');
    server.clock.pass(600_000);
    expect((await find(pin, '203.0.113.3')).status).toBe(200);
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

interface Outcome {
  outcome: string;
  /** What it counts, for its address and as a risk. */
  counts: boolean;
  guess(server: TestServer): Promise<TestAnswer>;
}

/** A guess of a PIN, with digits beside it where they are given. */
const finding = (server: TestServer, pin: string, extra?: string) =>
  server.request('POST', '/api/pins/find', { body: { pin, ...(extra && { extra }) } });

/** Digits as many as these, and others. */
const others = (digits: string) => digits.replace(/./g, (digit) => String(9 - Number(digit)));

const slotNow = ({ clock }: TestServer) => Math.floor(clock.now() / 60_000);
const tallied = (server: TestServer) =>
  server.store.tally('pin-risk').sum(slotNow(server) - 60, slotNow(server));
/** As much risk as others' guesses come to. */
const riskedByOthers = (server: TestServer, units: number) =>
  server.store.tally('pin-risk').add(slotNow(server), units, Infinity);

const outcomes: Outcome[] = [
  {
    outcome: 'right',
    counts: false,
    guess: async (server) => finding(server, (await openSession(server)).pin),
  },
  {
    outcome: 'right',
    counts: false,
    async guess(server) {
      const session = await openSession(server);
      return finding(server, session.pin, (await stored(server, session)).pinExtra);
    },
  },
  {
    outcome: 'right',
    counts: false,
    guess: async (server) => join(server, await openSession(server)),
  },
  {
    outcome: 'pin_wrong',
    counts: true,
    guess: async (server) => finding(server, others((await openSession(server)).pin)),
  },
  {
    outcome: 'pin_wrong',
    counts: true,
    async guess(server) {
      const session = await openSession(server);
      return finding(server, session.pin, others((await stored(server, session)).pinExtra!));
    },
  },
  {
    outcome: 'pin_wrong',
    counts: true,
    guess: (server) => join(server, { ...nowhere, pin: '123456' }),
  },
  {
    outcome: 'pin_used',
    counts: true,
    guess: async (server) => finding(server, (await sessionIn(server, 'connected')).pin),
  },
  {
    outcome: 'pin_used',
    counts: true,
    async guess(server) {
      const session = await sessionIn(server, 'connected');
      return join(server, { ...session, customerDevice: randomId() });
    },
  },
  {
    outcome: 'pin_expired',
    counts: true,
    async guess(server) {
      const session = await openSession(server);
      await session.asTechnician('POST', '/pin');
      return finding(server, session.pin);
    },
  },
  {
    outcome: 'session_ended',
    counts: true,
    guess: async (server) => join(server, await sessionIn(server, 'ended')),
  },
  {
    outcome: 'pin_extra_needed',
    counts: false,
    async guess(server) {
      const { pin } = await openSession(server);
      await riskedByOthers(server, 9_000_000);
      return finding(server, pin);
    },
  },
  {
    outcome: 'pin_entry_paused',
    counts: false,
    async guess(server) {
      const session = await openSession(server);
      await riskedByOthers(server, 9_900_000);
      return finding(server, session.pin, (await stored(server, session)).pinExtra);
    },
  },
];

/** A session that there never was. */
const nowhere = { id: randomId(), customerDevice: randomId() } as TestSession;

describe('one guess of a PIN', () => {
  let server: TestServer;
  beforeEach(async () => {
    server = await testServer();
  });
  afterEach(() => server.stop());

  it.each(outcomes)(
    'that is $outcome counts for its address exactly if it counts as a risk ($counts)',
    async ({ outcome, counts, guess }) => {
      let before = 0;
      const { request, store } = server;
      const answer = await guess({
        ...server,
        async request(method, path, more) {
          // The last one is the guess itself: the steps before it are right ones.
          before = await tallied(server);
          return await request(method, path, more);
        },
      });
      expect(answer.body.error?.code ?? 'right').toBe(outcome);
      const { over } = await store.counter('pin-address', 0, 600).add('127.0.0.1', 0);
      const risked = (await tallied(server)) - before;
      expect({ address: over, risk: risked > 0 }).toEqual({ address: counts, risk: counts });
    },
  );

  it('that fails counts for both: it may have been looked at', async () => {
    const { store, clock } = server;
    const company = () => settingsOver(defaultSettings(readConfig({})), {});
    const guess = createGuess(store, createPinGuard({ store, clock, company }));
    const failed = guess('192.0.2.1', { pin: '123456' }, () => Promise.reject(new Error('failed')));
    await expect(failed).rejects.toThrow('failed');
    expect((await store.counter('pin-address', 0, 600).add('192.0.2.1', 0)).over).toBe(true);
    expect(await tallied(server)).toBeGreaterThan(0);
  });
});
