import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { administrator, notedOf, type TestAdministrator } from '../../../support/administering.ts';
import { randomId, sessionDocument } from '../../../support/documents.ts';
import { testServer, type TestServer } from '../../../support/server.ts';
import { join, licence, openSession, stored } from '../../../support/sessions.ts';
import {
  endSockets,
  inState,
  refusedWith,
  sessionSocket,
  technicianSocket,
} from '../../../support/sockets.ts';
import { storesUnderTest } from '../../../support/stores.ts';

/** How soon everybody knows, on whatever server, in ms. */
const WITHIN_MS = 2000;

const stores = await storesUnderTest();

describe.each(stores)('a technician who has to leave, in the $name store', ({ open, shared }) => {
  let server: TestServer;
  let other: TestServer;
  let admin: TestAdministrator;
  beforeAll(async () => {
    const store = await open();
    server = await testServer({ store });
    other = await testServer({ store: shared ? await open() : store, clock: server.clock });
    admin = await administrator(server);
  });
  afterEach(endSockets);
  afterAll(async () => {
    await Promise.all([server.stop(), other.stop()]);
    await server.store.close();
    if (shared) await other.store.close();
  });

  const disable = (id: string) =>
    admin.ask('PATCH', `/api/technicians/${id}`, { disabled: true }, { ifMatch: 0 });
  const remove = (id: string) =>
    admin.ask('DELETE', `/api/technicians/${id}`, undefined, { ifMatch: 0 });
  const ways = [
    { how: 'disabled', leave: disable, status: 200 },
    { how: 'deleted', leave: remove, status: 204 },
  ];

  it.each(ways)(
    'because of being $how is signed out, and a live session ends, within two seconds on every server',
    async ({ leave, status }) => {
      const mine = await server.technician();
      const session = await openSession(server, mine);
      await join(server, session);
      await session.asCustomer('POST', '/licence/accept', licence);
      await session.asTechnician('POST', '/start');
      const sockets = await Promise.all(
        [server, other].flatMap((each) => [
          technicianSocket(each, mine.token),
          sessionSocket(each, session, session.customerToken),
        ]),
      );
      const panels = sockets.filter((_, index) => index % 2 === 0);
      const phones = sockets.filter((_, index) => index % 2 === 1);
      await Promise.all(panels.map((panel) => panel.hear(({ type }) => type === 'technician')));
      await Promise.all(phones.map((phone) => phone.hear(inState('active'))));

      const began = performance.now();
      expect((await leave(mine.technician._id)).status).toBe(status);
      await Promise.all(panels.map((panel) => panel.hear(refusedWith('not_signed_in'))));
      const ends = await Promise.all(phones.map((phone) => phone.hear(inState('ended'))));
      expect(performance.now() - began).toBeLessThan(WITHIN_MS);
      for (const { session: view } of ends)
        expect(view.end).toEqual({ by: 'administrator', reason: 'closed' });
      for (const panel of panels) expect(await panel.close()).toBe(4000);
      const { status: after } = await other.request('GET', '/api/technicians/me', {
        token: mine.token,
      });
      expect(after).toBe(401);
      expect(await notedOf(admin, session.id)).toEqual(['session_closed']);
    },
  );

  it.each(ways)('because of being $how loses sign-ins and one-time links', async ({ leave }) => {
    const { technician } = await server.technician({}, 'the password');
    const id = technician._id;
    const link = await admin.ask('POST', `/api/technicians/${id}/password-link`, {});
    await leave(id);
    expect(await server.store.signIns.of(id)).toEqual([]);
    const set = await server.request('POST', '/api/technicians/set-password', {
      body: { token: link.body.url.split('#')[1], password: 'another password' },
    });
    expect(set.body.error.code).toBe('link_used');
    const { status } = await server.request('POST', '/api/technicians/sign-in', {
      body: { email: technician.email, password: 'the password' },
    });
    expect(status).toBe(401);
  });

  it('is found by the next sweep with a session that was being opened meanwhile', async () => {
    const { technician } = await server.technician({ disabled: true });
    const openFor = technician._id;
    const [late, orphan, kept] = [
      sessionDocument({
        technicianId: openFor,
        openFor,
        pinExpiresAt: server.clock.now() + 60_000,
      }),
      sessionDocument({ pinExpiresAt: server.clock.now() + 60_000 }),
      await openSession(server),
    ];
    await server.store.sessions.insert({ ...late, createdAt: server.clock.now() });
    await server.store.sessions.insert({ ...orphan, createdAt: server.clock.now() });
    for (const { _id: id } of [late, orphan])
      await vi.waitFor(
        async () =>
          expect(await stored(server, { id })).toMatchObject({
            state: 'ended',
            end: { by: 'administrator', reason: 'closed' },
          }),
        { timeout: 5000 },
      );
    expect((await stored(server, kept)).state).toBe('waiting');
  });

  it('may come back when enabled again, with the same password and no former sign-in', async () => {
    const { technician, token } = await server.technician({}, 'the password');
    const id = technician._id;
    await disable(id);
    // A sign-in that was being made at that very moment.
    await server.store.signIns.insert({
      _id: randomId(),
      schema: technician.schema,
      technicianId: id,
      createdAt: server.clock.now(),
      expiresAt: server.clock.now() + 60_000,
      seenAt: server.clock.now(),
      browser: null,
      system: null,
    });
    const { body } = await admin.ask(
      'PATCH',
      `/api/technicians/${id}`,
      { disabled: false },
      { ifMatch: 1 },
    );
    expect(body).toMatchObject({ disabled: false, hasPassword: true });
    expect(await server.store.signIns.of(id)).toEqual([]);
    expect((await server.request('GET', '/api/technicians/me', { token })).status).toBe(401);
    const { status } = await server.request('POST', '/api/technicians/sign-in', {
      body: { email: technician.email, password: 'the password' },
    });
    expect(status).toBe(200);
    expect(await notedOf(admin, id)).toEqual([
      'sign_in',
      'technician_enabled',
      'technician_disabled',
    ]);
  });

  it('leaves nothing behind when deleted: neither password nor second factor nor device', async () => {
    const { technician } = await server.technician({}, 'the password');
    const technicianId = technician._id;
    const deviceId = randomId();
    await server.store.devices.put({ _id: deviceId, schema: 2, technicianId, expiresAt: 1e15 });
    await server.store.credentials.put({
      _id: '',
      schema: 2,
      technicianId,
      kind: 'second_factor',
      revision: 0,
      key: 'KEY',
      confirmedAt: 1,
      usedStep: 0,
      recoveryHashes: [],
    });
    expect((await remove(technicianId)).status).toBe(204);
    expect(await server.store.technicians.byId(technicianId)).toBeNull();
    expect(await server.store.credentials.of([technicianId])).toEqual([]);
    expect(await server.store.devices.byId(deviceId)).toBeNull();
    const again = await server.technician({ email: technician.email });
    expect(again.technician._id).not.toBe(technicianId);
    expect(await notedOf(admin, technicianId)).toEqual(['technician_deleted']);
  });

  it('is not deleted by a revision that is over', async () => {
    const { technician, token } = await server.technician({ revision: 4 });
    const { status, body } = await remove(technician._id);
    expect([status, body.error.code]).toEqual([412, 'changed_meanwhile']);
    expect((await server.request('GET', '/api/technicians/me', { token })).status).toBe(200);
  });

  it('is deleted by one of ten who ask at the same moment', async () => {
    const { technician } = await server.technician();
    const answers = await Promise.all(Array.from({ length: 10 }, () => remove(technician._id)));
    expect(answers.filter(({ status }) => status === 204)).toHaveLength(1);
    for (const { status } of answers) expect([204, 404, 412]).toContain(status);
    expect(await notedOf(admin, technician._id)).toEqual(['technician_deleted']);
  });

  it('keeps no password that was being set while the account was deleted', async () => {
    for (let round = 0; round < 5; round += 1) {
      const { technician } = await server.technician();
      const id = technician._id;
      const link = await admin.ask('POST', `/api/technicians/${id}/password-link`, {});
      const token = link.body.url.split('#')[1];
      await Promise.all([
        remove(id),
        server.request('POST', '/api/technicians/set-password', {
          body: { token, password: 'set at that moment' },
        }),
      ]);
      expect(await server.store.credentials.of([id])).toEqual([]);
    }
  });
});
