import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { randomId } from '../../support/documents.ts';
import { testServer, type TestServer } from '../../support/server.ts';
import { joining, openSession, sessionIn, stored } from '../../support/sessions.ts';
import { storesUnderTest } from '../../support/stores.ts';

const twenty = Array.from({ length: 20 }, (_, index) => index);

describe.each(await storesUnderTest())('at the same time, over $name,', ({ open }) => {
  let server: TestServer;
  beforeAll(async () => {
    server = await testServer({
      store: await open(),
      config: { trustedProxies: ['127.0.0.1'] },
    });
  });
  afterAll(async () => {
    await server.stop();
    await server.store.close();
  });

  it.each([
    ['phones', () => randomId()],
    ['tabs of one phone', (device: string) => device],
  ])('one of twenty %s joins with a PIN', async (_, device) => {
    const session = await openSession(server);
    const answers = await Promise.all(
      twenty.map((index) =>
        server.request('POST', `/api/sessions/${session.id}/join`, {
          body: joining(session.pin, device(session.customerDevice)),
          // Each from an address of its own: one may be wrong only some times.
          headers: { 'x-forwarded-for': `203.0.113.${index}` },
        }),
      ),
    );
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
    const codes = answers.filter(({ status }) => status !== 200).map(({ body }) => body.error.code);
    expect(codes).toEqual(Array.from({ length: 19 }, () => 'pin_used'));
  });

  it('one of twenty sessions is opened for a technician', async () => {
    const { technician, token } = await server.technician();
    const answers = await Promise.all(
      twenty.map(() =>
        server.request('POST', '/api/sessions', { token, body: { device: randomId() } }),
      ),
    );
    const [opened, ...more] = answers.filter(({ status }) => status === 200);
    expect(more).toEqual([]);
    const codes = answers.filter(({ status }) => status !== 200).map(({ body }) => body.error.code);
    expect(codes).toEqual(Array.from({ length: 19 }, () => 'session_already_open'));
    expect((await server.store.sessions.openOf(technician._id))?._id).toBe(opened?.body.id);
  });

  it('twenty sessions of twenty technicians all get a PIN of their own', async () => {
    const sessions = await Promise.all(twenty.map(() => openSession(server)));
    expect(new Set(sessions.map(({ pin }) => pin)).size).toBe(20);
  });

  it('two starts start it once', async () => {
    const session = await sessionIn(server, 'connected');
    const before = await stored(server, session);
    const answers = await Promise.all([0, 1].map(() => session.asTechnician('POST', '/start')));
    expect(answers.map(({ status }) => status)).toEqual([200, 200]);
    expect(await stored(server, session)).toMatchObject({
      state: 'active',
      revision: before.revision + 1,
    });
  });

  it('of a start and an end, the end has the last word', async () => {
    for (let times = 0; times < 5; times += 1) {
      const session = await sessionIn(server, 'connected');
      const [start, end] = await Promise.all([
        session.asTechnician('POST', '/start'),
        session.asCustomer('POST', '/end'),
      ]);
      expect(end.status).toBe(200);
      expect([200, 410]).toContain(start.status);
      const after = await stored(server, session);
      expect(after).toMatchObject({ state: 'ended', end: { by: 'customer', reason: 'left' } });
      expect(after.startedAt === null).toBe(start.status === 410);
    }
  });

  it('of two ends, one is the end', async () => {
    const session = await sessionIn(server, 'active');
    const [first, second] = await Promise.all([
      session.asTechnician('POST', '/end'),
      session.asCustomer('POST', '/end'),
    ]);
    expect(first.body.end).toEqual(second.body.end);
  });

  it('a new PIN and an acceptance never leave half of each', async () => {
    for (let times = 0; times < 5; times += 1) {
      const session = await sessionIn(server, 'joined');
      await Promise.all([
        session.asTechnician('POST', '/pin'),
        session.asCustomer('POST', '/licence/accept', { version: '1', language: 'fr' }),
      ]);
      const after = await stored(server, session);
      expect(after).toMatchObject({ state: 'waiting', licence: null, connectedAt: null });
      expect(after.seats.customer).toBeNull();
      expect(after.customerTokenHash).toBeUndefined();
    }
  });

  it('one of twenty documents takes a seat', async () => {
    const session = await sessionIn(server, 'active');
    const answers = await Promise.all(
      twenty.map(() => session.asTechnician('POST', '/seat', { from: 1, device: randomId() })),
    );
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
    const codes = answers.filter(({ status }) => status !== 200).map(({ body }) => body.error.code);
    expect(new Set(codes)).toEqual(new Set(['open_elsewhere']));
    expect((await stored(server, session)).seats.technician.generation).toBe(2);
  });
});
