import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { randomId } from '../../support/documents.ts';
import { testServer, type TestServer } from '../../support/server.ts';
import { join, joining, licence, openSession, sessionIn } from '../../support/sessions.ts';
import {
  endSockets,
  inState,
  refusedWith,
  sessionSocket,
  technicianSocket,
} from '../../support/sockets.ts';
import { storesUnderTest } from '../../support/stores.ts';

/** How late the other server's change may arrive, in ms. */
const WITHIN_MS = 2000;

describe.each(await storesUnderTest())('two servers over one $name store', ({ open, shared }) => {
  let one: TestServer;
  let other: TestServer;
  beforeAll(async () => {
    const store = await open();
    const config = { trustedProxies: ['127.0.0.1'] };
    one = await testServer({ store, config });
    other = await testServer({ store: shared ? await open() : store, clock: one.clock, config });
  });
  afterEach(endSockets);
  afterAll(async () => {
    await Promise.all([one.stop(), other.stop()]);
    await one.store.close();
    if (shared) await other.store.close();
  });

  it('give a technician one open session', async () => {
    const { token } = await one.technician();
    const answers = await Promise.all(
      [one, other, one, other, one, other].map((server) =>
        server.request('POST', '/api/sessions', { token, body: { device: randomId() } }),
      ),
    );
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409, 409, 409, 409, 409]);
  });

  it('let one customer join with a PIN', async () => {
    const session = await openSession(one);
    const found = await other.request('POST', '/api/pins/find', { body: { pin: session.pin } });
    expect(found.body).toEqual({ id: session.id });
    const answers = await Promise.all(
      Array.from({ length: 20 }, (_, index) =>
        [one, other][index % 2]!.request('POST', `/api/sessions/${session.id}/join`, {
          body: joining(session.pin),
          // Each from an address of its own: one may be wrong only some times.
          headers: { 'x-forwarded-for': `203.0.113.${index}` },
        }),
      ),
    );
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
    for (const { status, body } of answers)
      if (status !== 200) expect(body.error.code).toBe('pin_used');
  });

  it('tell both sides of what the other one was told to do', async () => {
    const session = await openSession(one);
    const technician = await sessionSocket(one, session, session.technicianToken, 1);
    const panel = await technicianSocket(one, session.technicianToken);
    await panel.hear(({ openSession: mine }) => mine?.state === 'waiting');

    const steps = [
      ['joined', () => join(other, session)],
      [
        'connected',
        () =>
          other.request('POST', `/api/sessions/${session.id}/licence/accept`, {
            token: session.customerToken,
            body: licence,
          }),
      ],
      [
        'ended',
        () =>
          other.request('POST', `/api/sessions/${session.id}/end`, {
            token: session.customerToken,
          }),
      ],
    ] as const;
    for (const [state, step] of steps) {
      const began = performance.now();
      expect((await step()).status).toBe(200);
      await technician.hear(inState(state));
      expect(performance.now() - began).toBeLessThan(WITHIN_MS);
      await panel.hear(({ openSession: mine }) =>
        state === 'ended' ? mine === null : mine?.state === state,
      );
      expect(performance.now() - began).toBeLessThan(WITHIN_MS);
    }
    expect(await technician.close()).toBe(1000);
  });

  it('show each other who is there', async () => {
    const session = await sessionIn(one, 'connected');
    const technician = await sessionSocket(one, session, session.technicianToken, 1);
    const customer = await sessionSocket(other, session, session.customerToken, 1);
    await technician.hear(({ session: view }) => view?.customer.present);
    await customer.hear(({ session: view }) => view?.technician.present);
  });

  it('end the socket of a document whose seat was taken on the other one', async () => {
    const session = await sessionIn(one, 'active');
    const customer = await sessionSocket(one, session, session.customerToken, 1);
    await customer.hear(inState('active'));
    await other.request('POST', `/api/sessions/${session.id}/seat`, {
      token: session.customerToken,
      body: { from: 1, device: randomId() },
    });
    await customer.hear(refusedWith('open_elsewhere'));
  });

  it('end the sockets of a technician who signed out on the other one', async () => {
    const session = await sessionIn(one, 'active');
    const panel = await technicianSocket(one, session.technicianToken);
    const call = await sessionSocket(one, session, session.technicianToken, 1);
    await panel.hear(({ type }) => type === 'technician');
    await call.hear(inState('active'));
    await other.request('POST', '/api/technicians/me/sign-out', { token: session.technicianToken });
    await panel.hear(refusedWith('not_signed_in'));
    await call.hear(refusedWith('not_signed_in'));
  });
});
