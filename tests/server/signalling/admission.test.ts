import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { randomId } from '../../support/documents.ts';
import { accessOf, peerError, peerOf, peerSocket } from '../../support/peers.ts';
import { testServer, type TestServer } from '../../support/server.ts';
import { sessionIn } from '../../support/sessions.ts';
import { endSockets, openSocket, type TestSocket } from '../../support/sockets.ts';

describe('PeerServer', () => {
  let server: TestServer;
  beforeAll(async () => {
    server = await testServer();
  });
  afterEach(endSockets);
  afterAll(() => server.stop());

  async function isRefused(socket: TestSocket, code: string) {
    await socket.hear(peerError(code));
    expect(await socket.close()).toBe(4000);
    expect(socket.heard.map(({ type }) => type)).toEqual(['ERROR']);
  }

  it.each(['connected', 'active'] as const)(
    'lets both sides of a session in: %s',
    async (state) => {
      const session = await sessionIn(server, state);
      const technician = await peerOf(server, session, 'technician');
      const customer = await peerOf(server, session, 'customer');
      expect(technician.peerId).toBe(`${session.id}-t-1`);
      expect(customer.peerId).toBe(`${session.id}-c-1`);
    },
  );

  it('is reached by an id of session, side and document, and a token of a minute', async () => {
    const session = await sessionIn(server, 'connected');
    const { body } = await session.asCustomer('POST', '/peer-access');
    expect(body).toEqual({
      peerId: `${session.id}-c-1`,
      token: expect.stringMatching(/^[0-9a-f-]{60,100}$/),
      expires: server.clock.now() + 60_000,
    });
  });

  it.each([
    ['', 'no token'],
    ['undefined', 'a word'],
    ['1-2', 'a short one'],
    [`9999999999999-${'0'.repeat(64)}`, 'one of its own making'],
  ])('refuses the token "%s": %s', async (token) => {
    const session = await sessionIn(server, 'connected');
    const { peerId } = await accessOf(session, 'customer');
    await isRefused(await peerSocket(server, session.id, { peerId, token }), 'seat_refused');
  });

  it('refuses a token whose time was made longer, and one whose time is over', async () => {
    const session = await sessionIn(server, 'connected');
    const access = await accessOf(session, 'customer');
    const [expires = '', mac = ''] = access.token.split('-');
    const longer = `${Number(expires) + 60_000}-${mac}`;
    await isRefused(
      await peerSocket(server, session.id, { ...access, token: longer }),
      'seat_refused',
    );
    server.clock.pass(60_000);
    await isRefused(await peerSocket(server, session.id, access), 'seat_refused');
  });

  it("refuses the other side's id, another session's, and another session's path", async () => {
    const session = await sessionIn(server, 'connected');
    const other = await sessionIn(server, 'connected');
    const { token } = await accessOf(session, 'customer');
    for (const peerId of [`${session.id}-t-1`, `${session.id}-c-2`, `${other.id}-c-1`, 'x', ''])
      await isRefused(await peerSocket(server, session.id, { peerId, token }), 'seat_refused');
    const access = await accessOf(other, 'customer');
    await isRefused(await peerSocket(server, session.id, access), 'seat_refused');
    await isRefused(await peerSocket(server, randomId(), access), 'seat_refused');
  });

  it('refuses the token of one session to a peer of another one', async () => {
    const [one, other] = [await sessionIn(server, 'active'), await sessionIn(server, 'active')];
    const { token } = await accessOf(one, 'customer');
    const { peerId } = await accessOf(other, 'customer');
    await isRefused(await peerSocket(server, other.id, { peerId, token }), 'seat_refused');
  });

  it('refuses whoever comes after the end, a new PIN, or another document', async () => {
    const ended = await sessionIn(server, 'active');
    const replaced = await sessionIn(server, 'connected');
    const taken = await sessionIn(server, 'active');
    const accesses = await Promise.all(
      [ended, replaced, taken].map((session) => accessOf(session, 'technician')),
    );
    await ended.asTechnician('POST', '/end');
    await replaced.asTechnician('POST', '/pin');
    await taken.asTechnician('POST', '/seat', { from: 1, device: taken.technicianDevice });
    const refusals = ['session_ended', 'session_not_ready', 'open_elsewhere'];
    for (const [index, session] of [ended, replaced, taken].entries())
      await isRefused(await peerSocket(server, session.id, accesses[index]!), refusals[index]!);
  });

  it('closes the peer of a document whose seat was taken', async () => {
    const session = await sessionIn(server, 'active');
    const old = await peerOf(server, session, 'customer');
    await session.asCustomer('POST', '/seat', { from: 1, device: session.customerDevice });
    await old.hear(peerError('open_elsewhere'));
    expect(await old.close()).toBe(4000);
    const next = await peerOf(server, session, 'customer');
    expect(next.peerId).toBe(`${session.id}-c-2`);
  });

  it('closes both peers when the session ends', async () => {
    const session = await sessionIn(server, 'active');
    const peers = [
      await peerOf(server, session, 'technician'),
      await peerOf(server, session, 'customer'),
    ];
    await session.asCustomer('POST', '/end');
    for (const peer of peers) {
      await peer.hear(peerError('session_ended'));
      expect(await peer.close()).toBe(4000);
    }
  });

  it('closes both peers when a new PIN puts the customer out', async () => {
    const session = await sessionIn(server, 'connected');
    const technician = await peerOf(server, session, 'technician');
    const customer = await peerOf(server, session, 'customer');
    await session.asTechnician('POST', '/pin');
    await technician.hear(peerError('session_not_ready'));
    await customer.hear(peerError('seat_refused'));
  });

  it('serves nothing over HTTP, and no other WebSocket', async () => {
    for (const path of ['/peer', '/peer/peerjs/id', '/peer/peerjs/peers', '/peerjs/id', '/id'])
      expect((await server.request('GET', path)).status).toBe(404);
    const { id } = await sessionIn(server, 'connected');
    for (const path of [
      '/peer/',
      `/peer/${id}/`,
      `/peer/${id}/peerjs/`,
      '/peer/peerjs?id=a&token=b',
    ])
      await isRefused(await openSocket(server, path), 'seat_refused');
  });

  it('writes no token and no peer id into the log', async () => {
    const session = await sessionIn(server, 'active');
    const { token, peerId } = await peerOf(server, session, 'customer');
    const log = server.log.join('');
    expect(log).not.toContain(token);
    expect(log).not.toContain(peerId);
  });
});
