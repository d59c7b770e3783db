import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { legalMoves, sessionStates, type SessionState } from '../../../common/contract/session.ts';
import { createMove } from '../../../server/sessions/moves.ts';
import { testServer, type TestServer } from '../../support/server.ts';
import {
  join,
  licence,
  openSession,
  sessionIn,
  stored,
  type TestSession,
} from '../../support/sessions.ts';

/** What each command is answered in each state: a code, or the state that it leads to. */
const answers: Record<string, Record<SessionState, string>> = {
  'POST /join': {
    waiting: 'joined',
    joined: 'pin_used',
    connected: 'pin_used',
    active: 'pin_used',
    ended: 'session_ended',
  },
  'POST /licence/accept': {
    waiting: 'seat_refused',
    joined: 'connected',
    connected: 'connected',
    active: 'active',
    ended: 'session_ended',
  },
  'POST /licence/decline': {
    waiting: 'seat_refused',
    joined: 'ended',
    connected: 'session_changed',
    active: 'session_changed',
    ended: 'session_ended',
  },
  'POST /start': {
    waiting: 'session_not_ready',
    joined: 'session_not_ready',
    connected: 'active',
    active: 'active',
    ended: 'session_ended',
  },
  'POST /pin': {
    waiting: 'waiting',
    joined: 'waiting',
    connected: 'waiting',
    active: 'session_already_started',
    ended: 'session_ended',
  },
  'PATCH ': {
    waiting: 'waiting',
    joined: 'joined',
    connected: 'connected',
    active: 'session_already_started',
    ended: 'session_ended',
  },
  'POST /end': {
    waiting: 'ended',
    joined: 'ended',
    connected: 'ended',
    active: 'ended',
    ended: 'ended',
  },
  'POST /seat': {
    waiting: 'waiting',
    joined: 'joined',
    connected: 'connected',
    active: 'active',
    ended: 'session_ended',
  },
  'POST /peer-access': {
    waiting: 'session_not_ready',
    joined: 'session_not_ready',
    connected: 'connected',
    active: 'active',
    ended: 'session_ended',
  },
  'GET /ice-servers': {
    waiting: 'session_not_ready',
    joined: 'session_not_ready',
    connected: 'connected',
    active: 'active',
    ended: 'session_ended',
  },
};

const bodies: Record<string, unknown> = {
  'POST /licence/accept': licence,
  'PATCH ': { name: 'Zoé' },
  'POST /seat': { from: 1, device: 'd'.repeat(32) },
};

const cases = Object.entries(answers).flatMap(([command, byState]) =>
  sessionStates.map((state) => ({ command, state, answer: byState[state] })),
);

describe('the moves of a session', () => {
  let server: TestServer;
  beforeAll(async () => {
    server = await testServer();
  });
  afterAll(() => server.stop());

  function give(session: TestSession, command: string) {
    if (command === 'POST /join') return join(server, session);
    const [method = '', path = ''] = command.split(' ');
    const ofCustomer = path.startsWith('/licence');
    return (ofCustomer ? session.asCustomer : session.asTechnician)(method, path, bodies[command]);
  }

  it.each(cases)('$state: $command is answered $answer', async ({ command, state, answer }) => {
    const session = await sessionIn(server, state);
    const before = await stored(server, session);
    const { status, body } = await give(session, command);
    const after = await stored(server, session);
    if (sessionStates.some((known) => known === answer)) {
      expect(status).toBe(200);
      expect(after.state).toBe(answer);
      expect(legalMoves[state].includes(after.state) || after.state === state).toBe(true);
    } else {
      expect(body.error.code).toBe(answer);
      expect(after).toEqual(before);
    }
  });

  it('never leaves the table of legal moves, whatever a rule says', async () => {
    const session = await sessionIn(server, 'waiting');
    const move = createMove(
      server.store,
      () => undefined,
      () => ({}),
    );
    await expect(move(session.id, () => ({ state: 'active' }))).rejects.toThrow(/no move leads/);
    expect(await stored(server, session)).toMatchObject({ state: 'waiting' });
  });

  it.each([
    ['technician', { by: 'technician', reason: 'ended' }],
    ['customer', { by: 'customer', reason: 'left' }],
  ])('says that the %s ended it', async (side, end) => {
    const session = await sessionIn(server, 'active');
    const ending = side === 'technician' ? session.asTechnician : session.asCustomer;
    expect((await ending('POST', '/end')).body).toMatchObject({ state: 'ended', end });
    const other = side === 'technician' ? session.asCustomer : session.asTechnician;
    expect((await other('GET', '')).body).toMatchObject({ state: 'ended', end });
  });

  it('says that it was too long without input, where the panel has ended it for that', async () => {
    const idle = { because: 'idle' };
    const session = await sessionIn(server, 'active');
    const end = { by: 'technician', reason: 'idle' };
    expect((await session.asTechnician('POST', '/end', idle)).body).toMatchObject({ end });
    expect((await session.asCustomer('GET', '')).body).toMatchObject({ state: 'ended', end });
    // It is the panel's word: of a customer it means nothing.
    const left = await sessionIn(server, 'active');
    expect((await left.asCustomer('POST', '/end', idle)).body).toMatchObject({
      end: { by: 'customer', reason: 'left' },
    });
  });

  it('says that the licence was declined, and says it again when asked again', async () => {
    const session = await sessionIn(server, 'joined');
    const end = { by: 'customer', reason: 'declined' };
    for (let times = 0; times < 2; times += 1)
      expect((await session.asCustomer('POST', '/licence/decline')).body).toMatchObject({ end });
    expect((await session.asTechnician('GET', '')).body).toMatchObject({ state: 'ended', end });
  });

  it('is not connected by another licence than the present one', async () => {
    const session = await sessionIn(server, 'joined');
    const { body: present } = await server.request('GET', '/api/licence/fr');
    const former = { version: `before ${present.version}`, language: 'fr' };
    const refused = await session.asCustomer('POST', '/licence/accept', former);
    expect([refused.status, refused.body.error.code]).toEqual([409, 'licence_changed']);
    expect(await stored(server, session)).toMatchObject({ state: 'joined', licence: null });
    const read = { version: present.version, language: 'fr' };
    expect((await session.asCustomer('POST', '/licence/accept', read)).body.state).toBe(
      'connected',
    );
    expect(await stored(server, session)).toMatchObject({ licence: read });
  });

  it('answers a start, an acceptance and an end as before when the answer was lost', async () => {
    const session = await sessionIn(server, 'joined');
    const twice = async (command: string) => {
      const first = await give(session, command);
      server.clock.pass(1000);
      const second = await give(session, command);
      expect(second.body).toEqual({ ...first.body, now: server.clock.now() });
    };
    await twice('POST /licence/accept');
    await twice('POST /start');
    await twice('POST /end');
  });

  it('lets a technician open the next session once the last one has ended', async () => {
    const { technicianToken, technicianId, asTechnician } = await sessionIn(server, 'active');
    const mine = { technician: { _id: technicianId }, token: technicianToken };
    await expect(openSession(server, mine)).rejects.toThrow('session_already_open');
    await asTechnician('POST', '/end');
    await openSession(server, mine);
  });

  it('keeps what the technician notes, field by field', async () => {
    const session = await sessionIn(server, 'waiting');
    await session.asTechnician('PATCH', '', { name: '  Zoé ', phone: '+33 1 23' });
    const { body } = await session.asTechnician('PATCH', '', { ticketId: 'T-7', phone: '' });
    expect(body.details).toEqual({
      name: 'Zoé',
      phone: '',
      email: '',
      ticketId: 'T-7',
      custom: {},
    });
  });
});
