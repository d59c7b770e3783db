import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { sessionEventsPath } from '../../../common/contract/events.ts';
import { randomId } from '../../support/documents.ts';
import { testServer, type TestServer } from '../../support/server.ts';
import { join, licence, openSession, sessionIn, stored } from '../../support/sessions.ts';
import {
  endSockets,
  inState,
  openSocket,
  refusedWith,
  sessionSocket,
  type Heard,
} from '../../support/sockets.ts';

const revisions = (heard: Heard[]) =>
  heard.filter(({ type }) => type === 'session').map(({ session }) => session.revision);

describe("a session's event socket", () => {
  let server: TestServer;
  beforeAll(async () => {
    server = await testServer();
  });
  afterEach(endSockets);
  afterAll(() => server.stop());

  it('says the whole session at once, as that side may see it', async () => {
    const session = await sessionIn(server, 'connected');
    const technician = await sessionSocket(server, session, session.technicianToken);
    const customer = await sessionSocket(server, session, session.customerToken);
    const asAsked = await Promise.all([
      session.asTechnician('GET', ''),
      session.asCustomer('GET', ''),
    ]);
    expect((await technician.hear(inState('connected'))).session).toEqual(asAsked[0].body);
    expect((await customer.hear(inState('connected'))).session).toEqual(asAsked[1].body);
    expect(JSON.stringify(customer.heard)).not.toContain('details');
  });

  it('says every change to both sides, in order and at once', async () => {
    const session = await openSession(server);
    const technician = await sessionSocket(server, session, session.technicianToken);
    await technician.hear(inState('waiting'));
    await join(server, session);
    const customer = await sessionSocket(server, session, session.customerToken);
    await customer.hear(inState('joined'));

    const took: number[] = [];
    for (const [state, step] of [
      ['connected', () => session.asCustomer('POST', '/licence/accept', licence)],
      ['active', () => session.asTechnician('POST', '/start')],
      ['ended', () => session.asCustomer('POST', '/end')],
    ] as const) {
      const began = performance.now();
      await step();
      for (const socket of [technician, customer]) {
        await socket.hear(inState(state));
        const index = socket.heard.findIndex(inState(state));
        took.push(socket.heardAt[index]! - began);
      }
    }
    // Within 50 ms on a quiet machine; other work shares this one, so the ceilings are generous: below
    // the second after which another server's change would be found.
    took.sort((a, b) => a - b);
    expect(took[0]).toBeLessThan(250);
    expect(took[Math.floor(took.length / 2)]).toBeLessThan(750);
    for (const { heard } of [technician, customer]) {
      const said = revisions(heard);
      expect(said).toEqual([...said].sort((a, b) => a - b));
      expect(new Set(said).size).toBe(said.length);
    }
  });

  it('is not closed by others who know its id, however often they try', async () => {
    const session = await openSession(server);
    const owner = await sessionSocket(server, session, session.technicianToken);
    await owner.hear(inState('waiting'));
    // As a store elsewhere answers: later than whoever tries has said all hellos.
    const { byId } = server.store.sessions;
    const slow = vi.spyOn(server.store.sessions, 'byId').mockImplementation(async (id) => {
      await new Promise((resolve) => setTimeout(resolve, 20));
      return await byId(id);
    });
    const { token } = await server.technician();
    const strangers = await Promise.all(
      Array.from({ length: 12 }, () => sessionSocket(server, session, token)),
    );
    for (const stranger of strangers) await stranger.hear(refusedWith('session_not_found'));
    slow.mockRestore();
    await join(server, session);
    await owner.hear(inState('joined'));
    expect(owner.closed).toBeUndefined();
  });

  it('misses nothing while many things change at once', async () => {
    const session = await openSession(server);
    const changes = Array.from({ length: 30 }, (_, index) => async () => {
      await session.asTechnician('PATCH', '', { ticketId: `T-${index}` });
    });
    const opening = Promise.all(
      Array.from({ length: 5 }, () => sessionSocket(server, session, session.technicianToken)),
    );
    await Promise.all(changes.map((change) => change()));
    const { revision, details } = await stored(server, session);
    for (const { hear } of await opening) {
      const last = await hear(({ session: view }) => view?.revision === revision);
      expect(last.session.details).toEqual(details);
    }
  });

  it('says nothing again that it has said', async () => {
    const session = await sessionIn(server, 'active');
    const socket = await sessionSocket(server, session, session.customerToken, 1);
    await socket.hear(({ session: view }) => view?.own.present);
    const said = () => socket.heard.filter(({ type }) => type === 'session').length;
    const before = said();
    const sweep = vi.spyOn(server.store.sessions, 'open');
    // The third look begins when the second one has published the session once more.
    await vi.waitFor(() => expect(sweep.mock.calls.length).toBeGreaterThanOrEqual(3), 5000);
    sweep.mockRestore();
    await session.asTechnician('POST', '/end');
    await socket.hear(inState('ended'));
    expect(said()).toBe(before + 1);
  });

  it('of one side is kept however many the other side opens', async () => {
    const session = await sessionIn(server, 'joined');
    const technician = await sessionSocket(server, session, session.technicianToken, 1);
    await technician.hear(inState('joined'));
    for (let opened = 0; opened < 15; opened += 1) {
      const customer = await sessionSocket(server, session, session.customerToken);
      await customer.hear(inState('joined'));
    }
    await session.asTechnician('POST', '/end');
    await technician.hear(inState('ended'));
  });

  it('says how a session ended, and closes', async () => {
    const session = await sessionIn(server, 'active');
    const socket = await sessionSocket(server, session, session.customerToken, 1);
    await socket.hear(inState('active'));
    await session.asTechnician('POST', '/end');
    const { session: view } = await socket.hear(inState('ended'));
    expect(view.end).toEqual({ by: 'technician', reason: 'ended' });
    expect(await socket.close()).toBe(1000);

    const late = await sessionSocket(server, session, session.customerToken, 1);
    await late.hear(inState('ended'));
    expect(await late.close()).toBe(1000);
  });

  it('is refused to whoever is not of the session', async () => {
    const session = await sessionIn(server, 'active');
    const stranger = await server.technician();
    const other = await sessionIn(server, 'active');
    for (const [token, code] of [
      [stranger.token, 'session_not_found'],
      [other.customerToken, 'seat_refused'],
      ['t_unknown', 'not_signed_in'],
      ['c_unknown', 'seat_refused'],
      [session.pin, 'not_signed_in'],
    ] as const) {
      const socket = await sessionSocket(server, session, token, 1);
      await socket.hear(refusedWith(code));
      expect(await socket.close()).toBe(4000);
      expect(socket.heard).toHaveLength(1);
    }
    const nowhere = await sessionSocket(server, { id: randomId() }, session.technicianToken, 1);
    await nowhere.hear(refusedWith('session_not_found'));
  });

  it('is refused to a document whose seat was taken', async () => {
    const session = await sessionIn(server, 'active');
    await session.asCustomer('POST', '/seat', { from: 1, device: session.customerDevice });
    for (const seat of [0, 1, 3]) {
      const socket = await sessionSocket(server, session, session.customerToken, seat);
      await socket.hear(refusedWith('open_elsewhere'));
      expect(await socket.close()).toBe(4000);
    }
  });

  it('is refused from the moment that a new PIN has put the customer out', async () => {
    const session = await sessionIn(server, 'connected');
    const socket = await sessionSocket(server, session, session.customerToken, 1);
    await socket.hear(inState('connected'));
    await session.asTechnician('POST', '/pin');
    await socket.hear(refusedWith('seat_refused'));
    expect(await socket.close()).toBe(4000);
    expect(socket.heard.some(inState('waiting'))).toBe(false);
  });

  it('is for pages of this server, for its extensions and for scripts', async () => {
    const session = await sessionIn(server, 'active');
    const path = sessionEventsPath(session.id);
    const hello = { type: 'hello', contract: 1, token: session.technicianToken };
    const foreign = await openSocket(server, path, { origin: 'https://evil.example' });
    await foreign.hear(refusedWith('origin_refused'));
    expect(await foreign.close()).toBe(4000);
    const own = await openSocket(server, path, { origin: server.url });
    own.send(hello);
    await own.hear(inState('active'));
  });
});
