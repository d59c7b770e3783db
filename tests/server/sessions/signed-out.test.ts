import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { makePasswordLink } from '../../../server/technicians/set-password.ts';
import { meanwhile } from '../../support/meanwhile.ts';
import { peerError, peerOf } from '../../support/peers.ts';
import { testServer, type TestServer, type TestTechnician } from '../../support/server.ts';
import { sessionIn, type TestSession } from '../../support/sessions.ts';
import { password, signIn } from '../../support/signing-in.ts';
import { endSockets, sessionSocket } from '../../support/sockets.ts';
import { storesUnderTest } from '../../support/stores.ts';

/** How soon a live call is over for both, on whatever server, in ms. */
const WITHIN_MS = 2000;

describe.each(await storesUnderTest())(
  'the live session of two servers over one $name store',
  (engine) => {
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

    const anna = (): Promise<TestTechnician> => one.technician({}, password);
    const elsewhere = async ({ technician }: TestTechnician): Promise<string> =>
      (await signIn(one, technician.email)).body.token;
    const ask = (token: string, path: string, body: unknown = {}) =>
      one.request('POST', `/api/technicians/me/${path}`, { token, body });
    const changePassword = (token: string) =>
      ask(token, 'password', { current: password, password: 'a new password' });
    /** Ends, from one place, the sign-in of another one, or its own. */
    async function endPlace(from: string, token: string) {
      const { body } = await one.request('GET', '/api/technicians/me/sign-ins', { token });
      const path = `/api/technicians/me/sign-ins/${body.items[0].id}`;
      expect((await one.request('DELETE', path, { token: from })).status).toBe(204);
    }

    /** A session is over: its peers at the other server are closed, and the customer is told. */
    async function isOverAfter(session: TestSession, happened: () => Promise<unknown>) {
      const peers = [
        await peerOf(other, session, 'technician'),
        await peerOf(other, session, 'customer'),
      ];
      const page = await sessionSocket(other, session, session.customerToken, 1);
      await page.hear(({ type }) => type === 'session');
      await happened();
      const since = performance.now();
      for (const peer of peers) {
        await peer.hear(peerError('session_ended'));
        expect(await peer.close()).toBe(4000);
      }
      const { session: seen } = await page.hear(({ session: told }) => told?.state === 'ended');
      expect(seen.end).toEqual({ by: 'technician', reason: 'ended' });
      expect(performance.now() - since).toBeLessThan(WITHIN_MS);
    }
    const stateOf = async ({ id }: TestSession) => (await one.store.sessions.byId(id))?.state;

    it('is not left open where it is opened as its place is signed out', async () => {
      const { technician, token } = await anna();
      meanwhile(one.store.sessions, 'insert', () => ask(token, 'sign-out-everywhere'));
      const { status, body } = await one.request('POST', '/api/sessions', {
        token,
        body: { device: '0'.repeat(32) },
      });
      expect([status, body.error?.code]).toEqual([401, 'not_signed_in']);
      expect(await one.store.sessions.openOf(technician._id)).toBeNull();
    });

    it('is over once its technician has signed out everywhere, from whichever place', async () => {
      const mine = await anna();
      const from = await elsewhere(mine);
      const session = await sessionIn(one, 'active', mine);
      await isOverAfter(session, () => ask(from, 'sign-out-everywhere'));
    });

    it('is over once the place that holds its seat is signed out from another one', async () => {
      const mine = await anna();
      const token = await elsewhere(mine);
      const session = await sessionIn(one, 'active', { ...mine, token });
      await isOverAfter(session, () => endPlace(mine.token, token));
    });

    it('is over once the password was changed in another place', async () => {
      const mine = await anna();
      const from = await elsewhere(mine);
      await isOverAfter(await sessionIn(one, 'active', mine), () => changePassword(from));
    });

    it('goes on where another place than that of its seat is signed out', async () => {
      const mine = await anna();
      const session = await sessionIn(one, 'active', mine);
      await endPlace(mine.token, await elsewhere(mine));
      await elsewhere(mine);
      await changePassword(mine.token);
      expect(await stateOf(session)).toBe('active');
    });

    it('waits for its technician where that place signs itself out', async () => {
      for (const leave of [
        (token: string) => ask(token, 'sign-out'),
        (token: string) => endPlace(token, token),
      ]) {
        const mine = await anna();
        const session = await sessionIn(one, 'active', mine);
        await leave(mine.token);
        expect(await stateOf(session)).toBe('active');
      }
    });

    it('belongs to the place that took its seat last', async () => {
      const mine = await anna();
      const token = await elsewhere(mine);
      const session = await sessionIn(one, 'active', mine);
      const taken = await one.request('POST', `/api/sessions/${session.id}/seat`, {
        token,
        body: { from: 1, device: session.customerDevice },
      });
      expect(taken.status).toBe(200);
      await endPlace(token, mine.token);
      expect(await stateOf(session)).toBe('active');
      const last = (await signIn(one, mine.technician.email)).body.token;
      await endPlace(last, token);
      expect(await stateOf(session)).toBe('ended');
    });
  },
);

describe('a password that is set by a one-time link', () => {
  it('ends the live session of whoever was signed in by the former one', async () => {
    const server = await testServer();
    const session = await sessionIn(server, 'active');
    const { url } = await makePasswordLink(
      server.store,
      session.technicianId,
      server.url,
      server.clock.now(),
    );
    const set = await server.request('POST', '/api/technicians/set-password', {
      body: { token: new URL(url).hash.slice(1), password },
    });
    expect(set.status).toBe(200);
    expect((await server.store.sessions.byId(session.id))?.end).toEqual({
      by: 'technician',
      reason: 'ended',
    });
    await server.stop();
  });
});
