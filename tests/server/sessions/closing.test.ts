import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { randomId } from '../../support/documents.ts';
import { testServer, type TestServer } from '../../support/server.ts';
import { sessionIn, type TestSession } from '../../support/sessions.ts';
import { endSockets, inState, sessionSocket } from '../../support/sockets.ts';

describe('an administrator', () => {
  let server: TestServer;
  let token: string;
  let id: string;
  beforeAll(async () => {
    server = await testServer();
    const administrator = await server.technician({ role: 'administrator', name: 'Ada' });
    token = administrator.token;
    id = administrator.technician._id;
  });
  afterEach(endSockets);
  afterAll(() => server.stop());

  const list = async (query = '') =>
    (await server.request('GET', `/api/sessions${query}`, { token })).body;
  const close = (session: Pick<TestSession, 'id'>) =>
    server.request('DELETE', `/api/sessions/${session.id}`, { token });
  const audited = async () =>
    (await server.store.audit.list({ limit: 100 })).filter(
      ({ action }) => action === 'session_closed',
    );

  it('sees the sessions that are not over, the newest first, and nothing of their customers', async () => {
    const opened = [];
    for (const state of ['waiting', 'joined', 'active', 'ended'] as const) {
      server.clock.pass(1000);
      const session = await sessionIn(server, state);
      if (state === 'waiting')
        await session.asTechnician('PATCH', '', { name: 'Zoé', phone: '+33 6' });
      opened.push(session);
    }
    const [waiting, joined, active] = opened;
    const { items, next } = await list();
    expect(next).toBeNull();
    expect(items.map((item: { id: string }) => item.id)).toEqual([
      active!.id,
      joined!.id,
      waiting!.id,
    ]);
    expect(items[0]).toEqual({
      id: active!.id,
      revision: expect.any(Number),
      state: 'active',
      technician: { id: active!.technicianId, name: 'Anna' },
      created: server.clock.now() - 1000,
      started: server.clock.now() - 1000,
    });
    expect(JSON.stringify(items)).not.toMatch(/Zoé|\+33|"[0-9]{6}"/);
  });

  it('goes through them page by page, those of one moment too', async () => {
    await Promise.all(Array.from({ length: 5 }, () => sessionIn(server, 'waiting')));
    const whole = (await list()).items.map((item: { id: string }) => item.id);
    const paged: string[] = [];
    let cursor = '';
    do {
      const page = await list(`?limit=2${cursor && `&cursor=${cursor}`}`);
      paged.push(...page.items.map((item: { id: string }) => item.id));
      cursor = page.next ?? '';
    } while (cursor !== '');
    expect(paged).toEqual(whole);
    expect(paged.length).toBeGreaterThanOrEqual(5);
    const refused = await server.request('GET', '/api/sessions?cursor=A-', { token });
    expect(refused.body.error).toMatchObject({ code: 'invalid_input', field: 'cursor' });
  });

  it.each(['waiting', 'joined', 'connected', 'active'] as const)(
    'ends a session that is %s, and both sides are told',
    async (state) => {
      const session = await sessionIn(server, state);
      const sockets = [await sessionSocket(server, session, session.technicianToken, 1)];
      if (state !== 'waiting')
        sockets.push(await sessionSocket(server, session, session.customerToken, 1));
      for (const socket of sockets) await socket.hear(inState(state));
      expect((await close(session)).status).toBe(204);
      for (const socket of sockets) {
        const { session: view } = await socket.hear(inState('ended'));
        expect(view.end).toEqual({ by: 'administrator', reason: 'closed' });
      }
    },
  );

  it('is noted with whom the session was ended by, once', async () => {
    const session = await sessionIn(server, 'active');
    const before = (await audited()).length;
    expect((await close(session)).status).toBe(204);
    expect((await close(session)).status).toBe(204);
    const noted = await audited();
    expect(noted).toHaveLength(before + 1);
    expect(noted[0]).toMatchObject({
      actor: { kind: 'technician', id, name: 'Ada' },
      target: { kind: 'session', id: session.id },
    });
  });

  it('ends no session that is not there, and none that is over already is ended anew', async () => {
    expect((await close({ id: randomId() })).body.error.code).toBe('session_not_found');
    const session = await sessionIn(server, 'ended');
    expect((await close(session)).status).toBe(204);
    expect((await session.asTechnician('GET', '')).body.end).toEqual({
      by: 'technician',
      reason: 'ended',
    });
  });

  it('alone sees and ends them: a technician does not', async () => {
    const session = await sessionIn(server, 'active');
    for (const [method, path] of [
      ['GET', '/api/sessions'],
      ['DELETE', `/api/sessions/${session.id}`],
    ] as const)
      expect(
        (await server.request(method, path, { token: session.technicianToken })).body.error.code,
      ).toBe('not_allowed');
  });
});
