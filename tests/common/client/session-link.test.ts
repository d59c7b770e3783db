import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { WebSocket } from 'ws';
import { createApi } from '../../../common/client/api.ts';
import { newDeviceId } from '../../../common/client/new-device-id.ts';
import {
  followSession,
  type SessionLink,
  type SessionLinkOptions,
} from '../../../common/client/session-link.ts';
import {
  acceptLicence,
  endSession,
  newPin,
  startSession,
} from '../../../common/contract/routes.ts';
import type { SessionView } from '../../../common/contract/views.ts';
import { testServer, type TestServer } from '../../support/server.ts';
import { licence, sessionIn, type TestSession } from '../../support/sessions.ts';

let server: TestServer;
let links: SessionLink[];

beforeEach(async () => {
  // Node 20 has none of its own.
  vi.stubGlobal('WebSocket', WebSocket);
  server = await testServer();
  links = [];
});

afterEach(async () => {
  for (const link of links) link.close();
  await server.stop();
  vi.unstubAllGlobals();
});

function follow(
  session: TestSession,
  side: 'technician' | 'customer',
  more: Partial<SessionLinkOptions<SessionView>> = {},
): SessionLink {
  const token = session[`${side}Token`];
  const api = createApi({ baseUrl: server.url, language: () => 'en', token: () => token });
  const device = session[`${side}Device`];
  const link = followSession({ api, id: session.id, token, device, seat: 'take', ...more });
  links.push(link);
  return link;
}

const until = (look: () => void) => vi.waitFor(look, { timeout: 5_000, interval: 10 });
const becomes = (link: SessionLink, what: object) =>
  until(() => expect(link.current()).toMatchObject(what));
const held = (link: SessionLink) => becomes(link, { seat: 'held', link: 'open' });

describe('a document that comes to a session', () => {
  test('reads it, takes the seat and hears of every change', async () => {
    const session = await sessionIn(server, 'joined');
    const technician = follow(session, 'technician');
    await held(technician);
    expect(technician.current().session).toMatchObject({ state: 'joined', own: { generation: 2 } });
    await session.asCustomer('POST', '/licence/accept', licence);
    await becomes(technician, { session: { state: 'connected' } });
  });

  test('that opened it holds the seat with what it was answered', async () => {
    const session = await sessionIn(server, 'waiting');
    const view = (await session.asTechnician('GET', '')).body;
    const technician = follow(session, 'technician', { seat: { hold: view } });
    expect(technician.current()).toMatchObject({
      seat: 'held',
      session: { own: { generation: 1 } },
    });
    await held(technician);
  });

  test('finds what is over over, and opens nothing', async () => {
    const session = await sessionIn(server, 'ended');
    const technician = follow(session, 'technician');
    await becomes(technician, { link: 'closed', session: { state: 'ended' } });
  });

  test('is told that the session is not there, or not theirs any more', async () => {
    const session = await sessionIn(server, 'joined');
    const lost = follow({ ...session, id: newDeviceId() }, 'technician');
    await becomes(lost, { seat: 'refused', refused: 'session_not_found', link: 'closed' });
  });

  test('waits for a server that is out of reach', async () => {
    const session = await sessionIn(server, 'joined');
    const { url } = server;
    let reachable = false;
    const api = createApi({
      baseUrl: url,
      language: () => 'en',
      token: () => null,
      fetch: async (...request) => {
        if (!reachable) throw new TypeError('Failed to fetch');
        return fetch(...request);
      },
    });
    const technician = follow(session, 'technician', { api });
    await becomes(technician, { seat: 'taking', link: 'down' });
    reachable = true;
    await held(technician);
  });
});

describe('the seat', () => {
  test("goes to the customer's newest document; the older one says so and can take it back", async () => {
    const session = await sessionIn(server, 'joined');
    const first = follow(session, 'customer');
    await held(first);
    const second = follow(session, 'customer', { device: newDeviceId() });
    await held(second);
    await becomes(first, { seat: 'elsewhere', link: 'closed' });
    first.take();
    await held(first);
    await becomes(second, { seat: 'elsewhere' });
  });

  test('of two that take it at once is held by one', async () => {
    const session = await sessionIn(server, 'joined');
    const both = [follow(session, 'customer'), follow(session, 'customer')];
    await until(() => {
      const seats = both.map((link) => link.current());
      expect(seats.map(({ seat }) => seat).sort()).toEqual(['elsewhere', 'held']);
      expect(seats.find(({ seat }) => seat === 'held')!.link).toBe('open');
    });
  });

  test('of a technician at another desk is left alone until it is asked for', async () => {
    const session = await sessionIn(server, 'joined');
    const here = follow(session, 'technician', { seat: 'take_if_own' });
    await held(here);
    const there = follow(session, 'technician', { seat: 'take_if_own', device: newDeviceId() });
    await becomes(there, { seat: 'elsewhere', session: { state: 'joined' } });
    expect(here.current().seat).toBe('held');
    there.take();
    await held(there);
    await becomes(here, { seat: 'elsewhere' });
  });

  test('is lost to a customer whose technician makes a new PIN', async () => {
    const session = await sessionIn(server, 'joined');
    const customer = follow(session, 'customer');
    const technician = follow(session, 'technician');
    await Promise.all([held(customer), held(technician)]);
    await technician.command(newPin);
    await becomes(customer, { seat: 'refused', refused: 'seat_refused' });
    expect(technician.current().session).toMatchObject({ state: 'waiting', customer: null });
  });
});

describe('a command', () => {
  test('is given from the seat, and its answer is taken in at once', async () => {
    const session = await sessionIn(server, 'joined');
    const [technician, customer] = [follow(session, 'technician'), follow(session, 'customer')];
    await Promise.all([held(technician), held(customer)]);
    await customer.command(acceptLicence, { body: { version: '1', language: 'en' } });
    expect(customer.current().session!.state).toBe('connected');
    await becomes(technician, { session: { state: 'connected' } });
    await technician.command(startSession);
    expect(technician.current().session!.state).toBe('active');
    const access = await customer.forCall.access(new AbortController().signal);
    expect(access.peerId).toBe(customer.current().session!.own.peerId);
    expect(await customer.forCall.iceServers()).toEqual([]);
    await customer.command(endSession);
    for (const link of [technician, customer])
      await becomes(link, { link: 'closed', session: { state: 'ended' } });
  });

  test('without the seat is refused in words, and changes nothing', async () => {
    const session = await sessionIn(server, 'connected');
    const here = follow(session, 'technician', { seat: 'take_if_own' });
    await held(here);
    const there = follow(session, 'technician', { seat: 'take_if_own', device: newDeviceId() });
    await becomes(there, { seat: 'elsewhere' });
    await expect(there.command(startSession)).rejects.toMatchObject({
      code: 'open_elsewhere',
      message: expect.stringContaining('open elsewhere'),
    });
    expect(here.current().session!.state).toBe('connected');
  });

  test('that comes too early shows where the session is', async () => {
    const session = await sessionIn(server, 'joined');
    const technician = follow(session, 'technician');
    await held(technician);
    await expect(technician.command(startSession)).rejects.toMatchObject({
      code: 'session_not_ready',
    });
    expect(technician.current()).toMatchObject({ seat: 'held', session: { state: 'joined' } });
  });
});

test("the server's clock is told beside this device's, for times that run", async () => {
  const session = await sessionIn(server, 'joined');
  const technician = follow(session, 'technician');
  await held(technician);
  const now = Date.now() + technician.current().clockOffsetMs;
  expect(Math.abs(now - server.clock.now())).toBeLessThan(5_000);
});

test('what is closed hears nothing any more', async () => {
  const session = await sessionIn(server, 'joined');
  const technician = follow(session, 'technician');
  await held(technician);
  const heard = vi.fn();
  technician.subscribe(heard);
  technician.close();
  await session.asCustomer('POST', '/licence/accept', licence);
  const customer = follow(session, 'customer');
  await held(customer);
  await becomes(customer, { session: { technician: { present: false } } });
  expect(heard).toHaveBeenCalledTimes(1);
});
