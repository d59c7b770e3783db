import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { randomId, randomPin, sessionDocument } from '../../support/documents.ts';
import { joinByLink, tokenOf } from '../../support/inviting.ts';
import { testServer, type TestServer } from '../../support/server.ts';
import { joining, openSession, stored } from '../../support/sessions.ts';
import { endSockets, sessionSocket } from '../../support/sockets.ts';

/** How many PINs are open while they are guessed, and how many guesses at least are sent. */
const OPEN_PINS = 100;
const GUESSES = 600;

/**
 * Guesses without end, each from an address of its own: of six digits, and of ten once asked. The open
 * PINs are never among them: what is to be expected is computed, and must not hang on luck here.
 */
function attack(server: TestServer, openPins: ReadonlySet<string>) {
  const told = { six: new Map<string, number>(), ten: new Map<string, number>() };
  let sent = 0;
  let going = true;

  async function guess(digits: 'six' | 'ten'): Promise<string> {
    sent += 1;
    const address = `198.${18 + (sent >> 16)}.${(sent >> 8) & 255}.${sent & 255}`;
    const extra = String(sent % 10_000).padStart(4, '0');
    let pin = randomPin();
    while (openPins.has(pin)) pin = randomPin();
    const { body } = await server.request('POST', '/api/pins/find', {
      body: { pin, ...(digits === 'ten' && { extra }) },
      headers: { 'x-forwarded-for': address },
    });
    const code: string = body.error?.code ?? 'hit';
    told[digits].set(code, (told[digits].get(code) ?? 0) + 1);
    return code;
  }

  const guessers = Array.from({ length: 25 }, async () => {
    while (going || sent < GUESSES)
      if ((await guess('six')) === 'pin_extra_needed') await guess('ten');
  });
  return {
    told,
    sent: () => sent,
    async end() {
      going = false;
      await Promise.all(guessers);
    },
  };
}

describe('PINs that are guessed at full speed from many addresses', () => {
  let server: TestServer;
  const pins = new Set<string>();
  beforeAll(async () => {
    server = await testServer({ config: { trustedProxies: ['127.0.0.1'], pinMinutes: 20 } });
    const now = server.clock.now();
    while (pins.size < OPEN_PINS - 2) pins.add(randomPin());
    for (const pin of pins) {
      const { technician } = await server.technician();
      await server.store.sessions.insert(
        sessionDocument({
          technicianId: technician._id,
          openFor: technician._id,
          pin,
          pinExtra: randomPin().slice(0, 4),
          createdAt: now,
          pinDrawnAt: now,
          pinExpiresAt: now + 20 * 60_000,
        }),
      );
    }
  });
  afterEach(endSockets);
  afterAll(() => server.stop());

  it(
    'are hit less than once in 1,000 such attacks, and honest customers get in meanwhile',
    { timeout: 60_000 },
    async () => {
      const [byPin, byLink] = [await openSession(server), await openSession(server)];
      const panel = await sessionSocket(server, byPin, byPin.technicianToken, 1);
      const { session: before } = await panel.hear(({ session }) => session?.pin === byPin.pin);
      expect(before.pinExtra).toBeNull();

      const attackers = attack(server, new Set([...pins, byPin.pin, byLink.pin]));
      try {
        // From the moment when PINs alone no longer do, the panel shows four digits more.
        const { session: shown } = await panel.hear(({ session }) => session?.pinExtra);
        expect(shown.pinExtra).toMatch(/^[0-9]{4}$/);

        const headers = { 'x-forwarded-for': '203.0.113.7' };
        const find = (body: { pin: string; extra?: string }) =>
          server.request('POST', '/api/pins/find', { body, headers });
        const askedOf = async (pin: string) => {
          const { status, body } = await find({ pin });
          return { status, ...body.error, requestId: null };
        };
        // Whether a PIN is right, wrong or nobody's: whoever gives it alone is asked the same.
        const asked = await askedOf(byPin.pin);
        expect(asked).toMatchObject({ status: 409, code: 'pin_extra_needed' });
        for (let tries = 0; tries < 5; tries += 1)
          expect(await askedOf(randomPin())).toEqual(asked);

        const typed = { pin: byPin.pin, extra: shown.pinExtra as string };
        expect((await find(typed)).body).toEqual({ id: byPin.id });
        const joined = await server.request('POST', `/api/sessions/${byPin.id}/join`, {
          body: { ...joining(typed.pin), extra: typed.extra },
          headers,
        });
        expect(joined.body).toMatchObject({ session: { state: 'joined' } });

        const link = await byLink.asTechnician('POST', '/links', { language: 'en', voice: 'here' });
        const through = await joinByLink(server, byLink, tokenOf(link.body.url), randomId());
        expect(through.body).toMatchObject({ session: { state: 'joined' } });
      } finally {
        await attackers.end();
      }

      const { six, ten } = attackers.told;
      expect(attackers.sent()).toBeGreaterThanOrEqual(GUESSES);
      expect(new Set(six.keys())).toEqual(new Set(['pin_wrong', 'pin_extra_needed']));
      expect([...ten.keys()]).toEqual(['pin_wrong']);
      const looked = [six.get('pin_wrong') ?? 0, ten.get('pin_wrong') ?? 0] as const;
      expect(looked[0]).toBeLessThanOrEqual(9);
      expect(looked[1]).toBeGreaterThan(50);
      const expectedHits = (looked[0] * OPEN_PINS) / 1e6 + (looked[1] * OPEN_PINS) / 1e10;
      expect(expectedHits).toBeLessThan(1e-3);
      expect((await stored(server, byPin)).state).toBe('joined');
    },
  );

  it('are not told apart by four right digits beside a wrong PIN, nor by wrong ones beside a right PIN', async () => {
    const session = await openSession(server);
    const { pinExtra } = await stored(server, session);
    const wrong = (digits: string) => digits.replace(/.$/, (last) => String((+last + 1) % 10));
    const told = [];
    for (const body of [
      { pin: session.pin, extra: wrong(pinExtra!) },
      { pin: wrong(session.pin), extra: pinExtra },
      { pin: wrong(session.pin), extra: wrong(pinExtra!) },
    ]) {
      const { status, body: answer } = await server.request('POST', '/api/pins/find', { body });
      told.push({ status, ...answer.error, requestId: null });
      const join = await server.request('POST', `/api/sessions/${session.id}/join`, {
        body: { ...joining(body.pin), extra: body.extra },
      });
      expect(join.body.error.code).toBe('pin_wrong');
    }
    expect(told[0]).toMatchObject({ code: 'pin_wrong' });
    expect(new Set(told.map((each) => JSON.stringify(each))).size).toBe(1);
    expect(await stored(server, session)).toMatchObject({ state: 'waiting' });
  });

  it('of a session that is over say what became of them only to whoever knows all ten digits', async () => {
    const session = await openSession(server);
    const { pinExtra } = await stored(server, session);
    await session.asTechnician('POST', '/end');
    const find = async (extra: string) =>
      (await server.request('POST', '/api/pins/find', { body: { pin: session.pin, extra } })).body;
    expect((await find(pinExtra!)).error.code).toBe('pin_expired');
    const wrong = pinExtra!.replace(/.$/, (last) => String((+last + 1) % 10));
    expect((await find(wrong)).error.code).toBe('pin_wrong');
  });
});
