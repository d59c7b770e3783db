import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { createSignedIn } from '../../../server/technicians/signed-in.ts';
import { openSession } from '../../support/sessions.ts';
import { testServer, type TestServer, type TestTechnician } from '../../support/server.ts';
import { password, signIn } from '../../support/signing-in.ts';
import {
  endSockets,
  refusedWith,
  sessionSocket,
  technicianSocket,
  type TestSocket,
} from '../../support/sockets.ts';
import { storesUnderTest } from '../../support/stores.ts';

/** How soon the sockets of a sign-in that has ended are closed, on whatever server, in ms. */
const WITHIN_MS = 2000;

describe.each(await storesUnderTest())('sockets of two servers over one $name store', (engine) => {
  let one: TestServer;
  let other: TestServer;
  beforeAll(async () => {
    const store = await engine.open();
    one = await testServer({ store });
    other = await testServer({
      store: engine.shared ? await engine.open() : store,
      clock: one.clock,
    });
  });
  afterEach(endSockets);
  afterAll(async () => {
    await Promise.all([one.stop(), other.stop()]);
    await one.store.close();
    if (engine.shared) await other.store.close();
  });

  /** A socket that is being told things. */
  async function heldBy(token: string, server = other): Promise<TestSocket> {
    const socket = await technicianSocket(server, token);
    await socket.hear(({ type }) => type === 'technician');
    return socket;
  }
  const ask = (path: string, token: string, body: unknown = {}) =>
    one.request('POST', `/api/technicians/me/${path}`, { token, body });
  /** What happened on one server closes the socket of the other. */
  async function closes(socket: TestSocket, happened: () => Promise<unknown>) {
    await happened();
    const since = performance.now();
    await socket.hear(refusedWith('not_signed_in'));
    expect(await socket.close()).toBe(4000);
    expect(performance.now() - since).toBeLessThan(WITHIN_MS);
  }
  const anna = (): Promise<TestTechnician> => one.technician({}, password);
  const elsewhere = async ({ technician }: TestTechnician): Promise<string> =>
    (await signIn(one, technician.email)).body.token;

  it('close after a sign-out, those of sessions too', async () => {
    const { technician, token } = await anna();
    const session = await openSession(one, { technician, token });
    const live = await sessionSocket(other, session, token);
    await live.hear(({ type }) => type === 'session');
    await closes(live, () => ask('sign-out', token));
  });

  it('close when their place is signed out from another one, and no others do', async () => {
    const mine = await anna();
    const token = await elsewhere(mine);
    const [ended, kept] = [await heldBy(token), await heldBy(mine.token)];
    await closes(ended, async () => {
      const { body } = await one.request('GET', '/api/technicians/me/sign-ins', { token });
      const path = `/api/technicians/me/sign-ins/${body.items[0].id}`;
      expect((await one.request('DELETE', path, { token: mine.token })).status).toBe(204);
    });
    expect(kept.closed).toBeUndefined();
  });

  it('close after signing out everywhere', async () => {
    const mine = await anna();
    const token = await elsewhere(mine);
    const [here, there] = [await heldBy(mine.token, one), await heldBy(token)];
    await closes(there, () => ask('sign-out-everywhere', mine.token));
    expect(await here.close()).toBe(4000);
  });

  it('close everywhere but here after a change of the password', async () => {
    const mine = await anna();
    const [here, there] = [await heldBy(mine.token), await heldBy(await elsewhere(mine))];
    await closes(there, () =>
      ask('password', mine.token, { current: password, password: 'a new password' }),
    );
    expect(here.closed).toBeUndefined();
  });

  it('close when their technician is disabled, or gone', async () => {
    for (const leave of [
      (id: string) => one.store.technicians.change(id, 0, { disabled: true }),
      (id: string) => one.store.technicians.remove(id, 0),
    ]) {
      const { technician, token } = await anna();
      await closes(await heldBy(token), () => leave(technician._id));
    }
  });

  it('close when the time of their sign-in is over', async () => {
    const socket = await heldBy((await anna()).token);
    await closes(socket, async () => one.clock.pass(24 * 60 * 60 * 1000));
  });
});

describe('the look at the sign-ins that hold sockets', () => {
  it('is two queries, however many there are, and notes that they are used', async () => {
    const server = await testServer();
    const { store, clock } = server;
    const hashes: string[] = [];
    for (let count = 0; count < 20; count++) {
      const { technician } = await server.technician();
      hashes.push((await store.signIns.of(technician._id))[0]!._id);
    }
    const queries = [
      vi.spyOn(store.signIns, 'byHashes'),
      vi.spyOn(store.technicians, 'byIds'),
      vi.spyOn(store.signIns, 'byHash'),
      vi.spyOn(store.technicians, 'byId'),
      vi.spyOn(store.signIns, 'seen'),
    ];
    const signedIn = createSignedIn(store, clock);
    expect(await signedIn.over([...hashes, 'unknown'])).toEqual(['unknown']);
    expect(queries.map(({ mock }) => mock.calls.length)).toEqual([1, 1, 0, 0, 0]);
    clock.pass(5 * 60_000);
    await signedIn.over(hashes);
    for (const { seenAt } of await store.signIns.byHashes(hashes)) expect(seenAt).toBe(clock.now());
    await server.stop();
  });
});
