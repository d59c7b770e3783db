import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { randomId } from '../../support/documents.ts';
import { testServer, type TestServer } from '../../support/server.ts';
import { join, joining, licence, openSession, sessionIn, stored } from '../../support/sessions.ts';
import { endSockets, inState, refusedWith, sessionSocket } from '../../support/sockets.ts';

describe('a seat', () => {
  let server: TestServer;
  beforeAll(async () => {
    server = await testServer();
  });
  afterEach(endSockets);
  afterAll(() => server.stop());

  it('is taken over by a second tab, and the first one is told', async () => {
    const session = await sessionIn(server, 'active');
    const first = await sessionSocket(server, session, session.customerToken, 1);
    await first.hear(inState('active'));
    const taken = await session.asCustomer('POST', '/seat', {
      from: 1,
      device: session.customerDevice,
    });
    expect(taken.body.own).toMatchObject({ generation: 2, peerId: `${session.id}-c-2` });
    await first.hear(refusedWith('open_elsewhere'));
    expect(await first.close()).toBe(4000);
    const second = await sessionSocket(server, session, session.customerToken, 2);
    await second.hear(({ session: view }) => view?.own.present === true);
  });

  it('is taken by a technician at another desk, and taken back', async () => {
    const session = await sessionIn(server, 'connected');
    const desk = randomId();
    const there = await session.asTechnician('POST', '/seat', { from: 1, device: desk });
    expect(there.body.own).toMatchObject({ generation: 2, device: desk });
    const here = await session.asTechnician('POST', '/seat', {
      from: 2,
      device: session.technicianDevice,
    });
    expect(here.body.own).toMatchObject({ generation: 3, device: session.technicianDevice });
    expect((await session.asTechnician('POST', '/start', undefined, 2)).body.error.code).toBe(
      'open_elsewhere',
    );
    expect((await session.asTechnician('POST', '/start', undefined, 3)).status).toBe(200);
  });

  it('is needed for every command of a document', async () => {
    const session = await sessionIn(server, 'joined');
    await session.asTechnician('POST', '/seat', { from: 1, device: randomId() });
    await session.asCustomer('POST', '/seat', { from: 1, device: randomId() });
    const before = await stored(server, session);
    for (const [method, path, body] of [
      ['PATCH', '', { name: 'x' }],
      ['POST', '/pin'],
      ['POST', '/start'],
      ['POST', '/peer-access'],
      ['GET', '/ice-servers'],
      ['POST', '/end'],
    ] as const)
      expect((await session.asTechnician(method, path, body, 1)).body.error.code).toBe(
        'open_elsewhere',
      );
    for (const [path, body] of [
      ['/licence/accept', licence],
      ['/licence/decline'],
      ['/peer-access'],
      ['/end'],
    ] as const)
      expect((await session.asCustomer('POST', path, body, 1)).body.error.code).toBe(
        'open_elsewhere',
      );
    expect(await stored(server, session)).toEqual(before);
  });

  it('is not asked of a script that names no generation', async () => {
    const session = await sessionIn(server, 'connected');
    await session.asTechnician('POST', '/seat', { from: 1, device: randomId() });
    expect((await session.asTechnician('POST', '/start')).status).toBe(200);
  });

  it('cannot be taken from a generation that is not the present one', async () => {
    const session = await sessionIn(server, 'connected');
    for (const from of [0, 2, 7])
      expect(
        (await session.asCustomer('POST', '/seat', { from, device: randomId() })).body.error.code,
      ).toBe('open_elsewhere');
  });

  it('shows the other side whether somebody is in it', async () => {
    const session = await sessionIn(server, 'connected');
    const technician = await sessionSocket(server, session, session.technicianToken, 1);
    const customer = await sessionSocket(server, session, session.customerToken, 1);
    await technician.hear(({ session: view }) => view?.customer.present === true);
    await customer.hear(({ session: view }) => view?.technician.present === true);
    technician.heard.length = 0;
    customer.socket.close();
    await technician.hear(({ session: view }) => view?.customer.present === false);
    expect((await session.asTechnician('GET', '')).body).toMatchObject({
      own: { present: true },
      customer: { present: false },
    });
  });

  it('is still held when its document has opened another socket before the old one closed', async () => {
    const session = await sessionIn(server, 'connected');
    const old = await sessionSocket(server, session, session.customerToken, 1);
    await old.hear(({ session: view }) => view?.own.present === true);
    const next = await sessionSocket(server, session, session.customerToken, 1);
    await next.hear(inState('connected'));
    old.socket.close();
    await old.close();
    // A change that comes after the close shows what was made of it.
    await session.asTechnician('PATCH', '', { name: 'Zoé' });
    const { revision } = await stored(server, session);
    const view = await next.hear(({ session: seen }) => seen?.revision === revision);
    expect(view.session.own.present).toBe(true);
  });

  it('is noted as empty 40 s after the last word, even where nobody noted that it was left', async () => {
    const session = await sessionIn(server, 'connected');
    const now = server.clock.now();
    await server.store.sessions.noteSeat(session.id, 'customer', 1, {
      seenAt: now,
      awayAt: null,
      flowing: false,
    });
    const technician = await sessionSocket(server, session, session.technicianToken);
    await technician.hear(({ session: view }) => view?.customer.present === true);
    technician.heard.length = 0;
    server.clock.pass(40_000);
    await technician.hear(({ session: view }) => view?.customer.present === false);
  });
});

describe('a join whose answer got lost', () => {
  let server: TestServer;
  beforeAll(async () => {
    server = await testServer();
  });
  afterEach(endSockets);
  afterAll(() => server.stop());

  it('can be repeated by the same phone, and the lost token is worth nothing', async () => {
    const session = await sessionIn(server, 'joined');
    const lost = session.customerToken;
    server.clock.pass(5000);
    expect((await join(server, session)).status).toBe(200);
    expect((await session.asCustomer('POST', '/licence/accept', licence)).status).toBe(200);
    const withLost = await server.request('GET', `/api/sessions/${session.id}`, { token: lost });
    expect(withLost.body.error.code).toBe('seat_refused');
  });

  it.each([
    ['by another phone', () => ({ device: randomId() }), 5000],
    ['with another PIN', (pin: string) => ({ pin: pin === '000000' ? '000001' : '000000' }), 5000],
    ['in the same moment', () => ({}), 999],
    ['more than a minute later', () => ({}), 60_001],
  ])('cannot be repeated %s', async (_, other, later) => {
    const session = await sessionIn(server, 'joined');
    server.clock.pass(later);
    const answer = await server.request('POST', `/api/sessions/${session.id}/join`, {
      body: { ...joining(session.pin, session.customerDevice), ...other(session.pin) },
    });
    expect(answer.body.error.code).toMatch(/^pin_(used|wrong)$/);
    expect((await session.asCustomer('GET', '')).status).toBe(200);
  });

  it('cannot be repeated once somebody has been in the seat', async () => {
    const session = await sessionIn(server, 'joined');
    server.clock.pass(2000);
    const socket = await sessionSocket(server, session, session.customerToken, 1);
    await socket.hear(({ session: view }) => view?.own.present === true);
    expect((await join(server, session)).body.error.code).toBe('pin_used');
  });

  it('cannot be repeated once the licence was accepted, or the seat taken', async () => {
    const accepted = await sessionIn(server, 'connected');
    const taken = await sessionIn(server, 'joined');
    await taken.asCustomer('POST', '/seat', { from: 1, device: taken.customerDevice });
    server.clock.pass(2000);
    expect((await join(server, accepted)).body.error.code).toBe('pin_used');
    expect((await join(server, taken)).body.error.code).toBe('pin_used');
  });

  it('ends the socket of whoever had the lost token after all', async () => {
    const session = await openSession(server);
    await join(server, session);
    const watching = await sessionSocket(server, session, session.customerToken);
    await watching.hear(inState('joined'));
    server.clock.pass(2000);
    await join(server, session);
    await watching.hear(refusedWith('seat_refused'));
    expect(await watching.close()).toBe(4000);
  });
});
