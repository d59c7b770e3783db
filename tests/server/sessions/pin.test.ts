import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { drawPin, withFreePin } from '../../../server/sessions/pin.ts';
import { TakenError } from '../../../server/store/store.ts';
import { testServer, type TestServer } from '../../support/server.ts';
import { join, joining, openSession, sessionIn, stored } from '../../support/sessions.ts';
import { randomId } from '../../support/documents.ts';

const MINUTE = 60_000;

describe('a PIN', () => {
  let server: TestServer;
  beforeEach(async () => {
    server = await testServer({ config: { pinMinutes: 20 } });
  });
  afterEach(() => server.stop());

  const find = (pin: string, headers = {}) =>
    server.request('POST', '/api/pins/find', { body: { pin }, headers });
  const codeOf = async (pin: string) => (await find(pin)).body.error?.code;

  it('has six digits, leading zeros among them', () => {
    const drawn = Array.from({ length: 2000 }, drawPin);
    for (const pin of drawn) expect(pin).toMatch(/^[0-9]{6}$/);
    expect(drawn.some((pin) => pin.startsWith('0'))).toBe(true);
    expect(new Set(drawn).size).toBeGreaterThan(1900);
  });

  it('is drawn again when another session has it', async () => {
    const taken = (await openSession(server)).pin;
    const drawn = [taken, taken, '000042'];
    const tried: string[] = [];
    const used = await withFreePin(
      async (pin) => {
        tried.push(pin);
        if (pin === taken) throw new TakenError('pin');
        return pin;
      },
      () => drawn.shift()!,
    );
    expect(used).toBe('000042');
    expect(tried).toEqual([taken, taken, '000042']);
  });

  it('is not drawn for ever', async () => {
    const always = withFreePin(() => Promise.reject(new TakenError('pin')));
    await expect(always).rejects.toThrow('already taken');
  });

  it('finds its session, also when typed with a space', async () => {
    const { id, pin } = await openSession(server);
    expect((await find(`${pin.slice(0, 3)} ${pin.slice(3)}`)).body).toEqual({ id });
  });

  it('is gone when its time is over', async () => {
    const session = await openSession(server);
    server.clock.pass(20 * MINUTE - 1);
    expect((await find(session.pin)).status).toBe(200);
    server.clock.pass(1);
    // Before the sweep has come by, too.
    expect(await codeOf(session.pin)).toBe('pin_expired');
    expect((await join(server, session)).body.error.code).toBe('pin_expired');
    expect((await session.asTechnician('GET', '')).body).toMatchObject({
      pin: null,
      pinExpires: null,
    });
    await expect
      .poll(async () => (await stored(server, session)).formerPins, { timeout: 4000 })
      .toMatchObject([{ pin: session.pin, became: 'expired' }]);
    expect(await codeOf(session.pin)).toBe('pin_expired');
    expect((await join(server, session)).body.error.code).toBe('pin_expired');
  });

  it('is used up by the customer who joins with it', async () => {
    const session = await sessionIn(server, 'joined');
    expect(await codeOf(session.pin)).toBe('pin_used');
    const another = await server.request('POST', `/api/sessions/${session.id}/join`, {
      body: joining(session.pin),
    });
    expect(another.body.error.code).toBe('pin_used');
  });

  it('is worth nothing when the technician has made a new one', async () => {
    const session = await openSession(server);
    const { body } = await session.asTechnician('POST', '/pin');
    expect(body.pin).toMatch(/^[0-9]{6}$/);
    expect(body.pin).not.toBe(session.pin);
    expect(body.pinExpires).toBe(server.clock.now() + 20 * MINUTE);
    expect(await codeOf(session.pin)).toBe('pin_expired');
    expect((await join(server, session)).body.error.code).toBe('pin_expired');
    expect((await join(server, { ...session, pin: body.pin })).status).toBe(200);
  });

  it('puts whoever had joined out of the session when it is replaced', async () => {
    const session = await sessionIn(server, 'connected');
    const { body } = await session.asTechnician('POST', '/pin');
    expect(body).toMatchObject({ state: 'waiting', customer: null, voice: 'here' });
    expect(body.times).toMatchObject({ joined: null, connected: null });
    expect((await session.asCustomer('GET', '')).body.error.code).toBe('seat_refused');
    const left = await session.asCustomer('POST', '/end');
    expect(left.body.error.code).toBe('seat_refused');
    expect(await stored(server, session)).toMatchObject({ state: 'waiting', licence: null });
  });

  it('never gives two phones of one session the same peer id', async () => {
    const session = await sessionIn(server, 'joined');
    const first = (await session.asCustomer('GET', '')).body.own.peerId;
    const { body } = await session.asTechnician('POST', '/pin');
    await join(server, Object.assign(session, { pin: body.pin, customerDevice: randomId() }));
    expect((await session.asCustomer('GET', '')).body.own.peerId).not.toBe(first);
  });

  it('is over when its session is', async () => {
    const session = await openSession(server);
    await session.asTechnician('POST', '/end');
    expect(await codeOf(session.pin)).toBe('pin_expired');
    expect((await join(server, session)).body.error.code).toBe('session_ended');
  });

  it('of one session does not open another one', async () => {
    const [one, other] = [await openSession(server), await openSession(server)];
    const answer = await join(server, { ...one, pin: other.pin });
    expect(answer.body.error.code).toBe('pin_wrong');
    expect(await stored(server, other)).toMatchObject({ state: 'waiting', pin: other.pin });
  });

  it('does not say whether a session is there to whoever has no PIN of it', async () => {
    const answer = await join(server, { ...(await openSession(server)), id: randomId() });
    expect(answer.body.error.code).toBe('pin_wrong');
  });

  it('stands in no log', async () => {
    const { pin } = await sessionIn(server, 'active');
    expect(server.log.join('')).not.toContain(pin);
  });
});
