import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { readConfig } from '../../../server/config.ts';
import { createMove } from '../../../server/sessions/moves.ts';
import { createNews } from '../../../server/sessions/news.ts';
import type { Presence } from '../../../server/sessions/presence.ts';
import { createUptime } from '../../../server/sessions/seat-time.ts';
import { createSweep, whenTimeIsUp } from '../../../server/sessions/sweep.ts';
import { defaultSettings, settingsOver } from '../../../server/settings/defaults.ts';
import type { SessionDocument } from '../../../server/store/documents.ts';
import { openEmbedded } from '../../../server/store/embedded.ts';
import { StoreUnavailableError, type Store } from '../../../server/store/store.ts';
import { testClock } from '../../support/clock.ts';
import { sessionDocument } from '../../support/documents.ts';
import { testServer, type TestServer } from '../../support/server.ts';
import { openSession, sessionIn, stored } from '../../support/sessions.ts';
import { endSockets, inState, sessionSocket } from '../../support/sockets.ts';

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;

const patience = { waitingMinutes: 60, seatSeconds: 90 };
const company = () => settingsOver(defaultSettings(readConfig({})), patience);

const lost = { state: 'ended', end: { by: 'server', reason: 'seat_lost' } };

describe('what time does to a session', () => {
  const START = 10 * HOUR;
  const seat = { generation: 1, device: 'd'.repeat(32), seenAt: START, awayAt: null };
  const waiting = sessionDocument({
    createdAt: START,
    pinDrawnAt: START,
    pinExpiresAt: START + 20 * MINUTE,
  });
  const active = sessionDocument({
    state: 'active',
    pin: undefined,
    pinExpiresAt: null,
    seats: { technician: seat, customer: seat },
  });
  const at = (session: SessionDocument, later: number, upSince = 0, set = patience) =>
    whenTimeIsUp(session, START + later, upSince, set);
  const customerAway = (awayAt: number | null, seenAt = START) => ({
    ...active,
    seats: { technician: { ...seat, seenAt: 100 * HOUR }, customer: { ...seat, seenAt, awayAt } },
  });

  it('is nothing before its time', () => {
    expect(at(waiting, 20 * MINUTE - 1)).toBeNull();
    expect(at({ ...waiting, state: 'ended' }, 100 * HOUR)).toBeNull();
  });

  it('takes the PIN when it has expired', () => {
    expect(at(waiting, 20 * MINUTE)).toEqual({
      pin: undefined,
      pinExtra: undefined,
      pinExpiresAt: null,
      formerPins: [{ pin: waiting.pin, became: 'expired', at: START + 20 * MINUTE }],
    });
  });

  it('ends what nobody starts, counted from the last PIN or the customer who came', () => {
    const tooLong = { state: 'ended', end: { by: 'server', reason: 'waited_too_long' } };
    const joined = { ...waiting, state: 'joined' as const, pin: undefined, pinExpiresAt: null };
    const expired = { ...waiting, pin: undefined, pinExpiresAt: null };
    expect(at(expired, 60 * MINUTE)).toBeNull();
    expect(at(expired, 60 * MINUTE + 1)).toMatchObject(tooLong);
    expect(at({ ...joined, joinedAt: START + 30 * MINUTE }, 90 * MINUTE)).toBeNull();
    expect(at({ ...joined, joinedAt: START + 30 * MINUTE }, 90 * MINUTE + 1)).toMatchObject(
      tooLong,
    );
    const again = { ...expired, pinDrawnAt: START + 30 * MINUTE };
    expect(at(again, 90 * MINUTE)).toBeNull();
    expect(at(again, 90 * MINUTE + 1)).toMatchObject(tooLong);
  });

  it('never ends what may wait for ever', () => {
    const expired = { ...waiting, pin: undefined, pinExpiresAt: null };
    expect(at(expired, 1000 * HOUR, 0, { ...patience, waitingMinutes: 0 })).toBeNull();
  });

  it('ends a live session that one side has left too long ago', () => {
    expect(at(customerAway(START), 90 * SECOND)).toBeNull();
    expect(at(customerAway(START), 90 * SECOND + 1)).toMatchObject(lost);
  });

  it('counts a side whose node died as away since it was last seen', () => {
    expect(at(customerAway(null), 39 * SECOND)).toBeNull();
    expect(at(customerAway(null), 90 * SECOND + 1)).toMatchObject(lost);
  });

  it('does not count the time in which no server was running', () => {
    const upSince = START + 10 * HOUR;
    expect(at(customerAway(START), 10 * HOUR + 90 * SECOND, upSince)).toBeNull();
    expect(at(customerAway(null), 10 * HOUR + 90 * SECOND, upSince)).toBeNull();
    expect(at(customerAway(null), 10 * HOUR + 91 * SECOND, upSince)).toMatchObject(lost);
  });
});

describe('a database that was away', () => {
  const clock = testClock();
  let store: Store;
  beforeAll(async () => {
    store = await openEmbedded({ inMemory: true }, clock);
  });
  afterAll(() => store.close());

  it('ends no live session: nobody could note meanwhile who was there', async () => {
    const seat = { generation: 1, device: 'd'.repeat(32), seenAt: clock.now(), awayAt: null };
    const live = sessionDocument({
      state: 'active',
      seats: { technician: seat, customer: seat },
    });
    await store.sessions.insert(live);
    let isAway = false;
    const open = async () => {
      if (isAway) throw new StoreUnavailableError();
      return await store.sessions.open();
    };
    // Another server holds the sockets: this one only sees what that one could note.
    const elsewhere: Presence = {
      opened: () => ({ reports: () => undefined, closed: () => undefined }),
      refresh: async () => undefined,
      settled: async () => undefined,
    };
    const publish = () => undefined;
    const sweep = createSweep(
      {
        store: { ...store, sessions: { ...store.sessions, open } },
        clock,
        company,
        seatSeconds: patience.seatSeconds,
        move: createMove(store, publish, () => ({})),
        publish,
      },
      {
        news: createNews(publish),
        presence: elsewhere,
        uptime: createUptime(clock),
        pinGuard: { look: async () => undefined },
      },
    );

    await sweep();
    isAway = true;
    await expect(sweep()).rejects.toThrow(StoreUnavailableError);
    clock.pass(10 * MINUTE);
    await expect(sweep()).rejects.toThrow(StoreUnavailableError);
    isAway = false;
    await sweep();
    expect(await store.sessions.byId(live._id)).toMatchObject({ state: 'active' });

    clock.pass(90 * SECOND + 1);
    await sweep();
    expect(await store.sessions.byId(live._id)).toMatchObject(lost);
  });
});

describe('the sweep', () => {
  let server: TestServer;
  beforeAll(async () => {
    server = await testServer({ config: { waitingMinutes: 60, seatSeconds: 90 } });
  });
  afterEach(endSockets);
  afterAll(() => server.stop());

  it('ends a session that waited too long, and tells its technician', async () => {
    const session = await openSession(server);
    const technician = await sessionSocket(server, session, session.technicianToken, 1);
    await technician.hear(inState('waiting'));
    server.clock.pass(HOUR + 1);
    const { session: view } = await technician.hear(inState('ended'));
    expect(view.end).toEqual({ by: 'server', reason: 'waited_too_long' });
    await openSession(server, {
      technician: { _id: session.technicianId },
      token: session.technicianToken,
    });
  });

  it('ends a live session whose customer has gone, not one whose customer is there', async () => {
    const left = await sessionIn(server, 'active');
    const held = await sessionIn(server, 'active');
    const sockets = await Promise.all([
      sessionSocket(server, left, left.technicianToken, 1),
      sessionSocket(server, held, held.technicianToken, 1),
      sessionSocket(server, held, held.customerToken, 1),
    ]);
    for (const socket of sockets) await socket.hear(inState('active'));
    for (const socket of sockets) await socket.hear(({ session }) => session?.own.present);
    server.clock.pass(91 * SECOND);
    const { session: view } = await sockets[0].hear(inState('ended'));
    expect(view.end).toEqual({ by: 'server', reason: 'seat_lost' });
    expect(await stored(server, held)).toMatchObject({ state: 'active' });
  });

  it('removes a session a day after its end', async () => {
    const session = await sessionIn(server, 'ended');
    server.clock.pass(24 * HOUR - 1);
    expect(await stored(server, session)).toMatchObject({ state: 'ended' });
    server.clock.pass(HOUR);
    await expect.poll(() => server.store.sessions.byId(session.id), { timeout: 4000 }).toBeNull();
  });
});
