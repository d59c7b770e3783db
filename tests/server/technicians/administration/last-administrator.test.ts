import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { administrator, notedOf, type TestAdministrator } from '../../../support/administering.ts';
import { meanwhile } from '../../../support/meanwhile.ts';
import { testServer, type TestServer } from '../../../support/server.ts';
import { storesUnderTest } from '../../../support/stores.ts';

const stores = await storesUnderTest();

describe.each(stores)('the last administrator in the $name store', ({ open, shared }) => {
  let server: TestServer;
  let other: TestServer;
  beforeAll(async () => {
    const store = await open();
    server = await testServer({ store });
    other = await testServer({ store: shared ? await open() : store, clock: server.clock });
  });
  afterAll(async () => {
    await Promise.all([server.stop(), other.stop()]);
    await server.store.close();
    if (shared) await other.store.close();
  });

  let admin: TestAdministrator;
  beforeEach(async () => {
    for (const each of await server.store.technicians.list({ limit: 1000 }))
      await server.store.technicians.remove(each._id, each.revision);
    admin = await administrator(server);
  });

  const path = ({ technician }: TestAdministrator) => `/api/technicians/${technician._id}`;
  const refused = [409, 'last_administrator'];

  it.each([
    { what: 'disabled', change: { disabled: true } },
    { what: 'made a technician', change: { role: 'technician' } },
    { what: 'both, with a new name', change: { role: 'technician', disabled: true, name: 'X' } },
  ])('is not $what', async ({ change }) => {
    const { status, body } = await admin.ask('PATCH', path(admin), change, { ifMatch: 0 });
    expect([status, body.error.code]).toEqual(refused);
    expect(await server.store.technicians.byId(admin.technician._id)).toEqual(admin.technician);
    expect((await admin.ask('GET', path(admin))).status).toBe(200);
    expect(await notedOf(admin, admin.technician._id)).toEqual([]);
  });

  it('is not deleted', async () => {
    const { status, body } = await admin.ask('DELETE', path(admin), undefined, { ifMatch: 0 });
    expect([status, body.error.code]).toEqual(refused);
    expect(await server.store.technicians.byId(admin.technician._id)).toEqual(admin.technician);
  });

  it('is the last one although others are disabled', async () => {
    await administrator(server, { disabled: true });
    const { status, body } = await admin.ask('DELETE', path(admin), undefined, { ifMatch: 0 });
    expect([status, body.error.code]).toEqual(refused);
  });

  it('may have a new name and a new address', async () => {
    const change = { name: 'Ada Lovelace', email: 'ada@lens.test' };
    const { body } = await admin.ask('PATCH', path(admin), change, { ifMatch: 0 });
    expect(body).toMatchObject(change);
  });

  it('may go once there is another one', async () => {
    const second = await administrator(server);
    const { status } = await admin.ask('DELETE', path(admin), undefined, { ifMatch: 0 });
    expect(status).toBe(204);
    const late = await second.ask('DELETE', path(second), undefined, { ifMatch: 0 });
    expect([late.status, late.body.error.code]).toEqual(refused);
  });

  const demote = { method: 'PATCH', body: { role: 'technician' } };
  const disable = { method: 'PATCH', body: { disabled: true } };
  const remove = { method: 'DELETE', body: undefined };
  it.each([
    { what: 'make each other a technician', first: demote, second: demote },
    { what: 'disable each other', first: disable, second: disable },
    { what: 'delete each other', first: remove, second: remove },
    { what: 'delete and disable each other', first: remove, second: disable },
  ])('is left when two $what at the same moment, on two servers', async ({ first, second }) => {
    let [done, both] = [0, 0];
    for (let round = 0; round < 15; round += 1) {
      const { store } = server;
      for (const each of await store.technicians.list({ limit: 1000 }))
        await store.technicians.remove(each._id, each.revision);
      const [one, two] = [await administrator(server), await administrator(other)];
      const answers = await Promise.all([
        one.ask(first.method, path(two), first.body, { ifMatch: 0 }),
        two.ask(second.method, path(one), second.body, { ifMatch: 0 }),
      ]);
      expect(await store.technicians.administrators()).toBeGreaterThan(0);
      for (const { status, body } of answers)
        if (status >= 400)
          expect([
            'last_administrator',
            'not_allowed',
            'not_signed_in',
            'changed_meanwhile',
          ]).toContain(body.error.code);
      const won = answers.filter(({ status }) => status < 400).length;
      expect(won).toBeLessThan(2);
      done += won;
      both += won === 0 ? 1 : 0;
    }
    expect(done + both).toBe(15);
  });

  it.each([
    { what: 'made a technician', method: 'PATCH', change: { role: 'technician', name: 'X' } },
    { what: 'disabled', method: 'PATCH', change: { disabled: true } },
    { what: 'deleted', method: 'DELETE', change: undefined },
  ])('is not $what after all when the other one has just gone', async ({ method, change }) => {
    const { store } = server;
    const second = await administrator(server);
    // It was decided while there were two; before it is written, the other is gone already.
    meanwhile(store.technicians, 'administrators', () =>
      store.technicians.change(admin.technician._id, 0, { role: 'technician' }),
    );
    const { status, body } = await admin.ask(method, path(second), change, { ifMatch: 0 });
    expect([status, body.error.code]).toEqual(refused);
    const { role, disabled, name } = second.technician;
    expect(await store.technicians.byId(second.technician._id)).toMatchObject({
      role,
      disabled,
      name,
    });
    expect((await second.ask('GET', path(second))).status).toBe(200);
    expect(await notedOf(second, second.technician._id)).toEqual([]);
  });

  it('is left of five who make each other technicians at the same moment', async () => {
    for (let round = 0; round < 5; round += 1) {
      const five = [admin];
      while (five.length < 5) five.push(await administrator([server, other][five.length % 2]!));
      await Promise.all(
        five.map((each, index) =>
          each.ask('PATCH', path(five[(index + 1) % 5]!), { role: 'technician' }, { ifMatch: 0 }),
        ),
      );
      expect(await server.store.technicians.administrators()).toBeGreaterThan(0);
      for (const each of await server.store.technicians.list({ limit: 1000 }))
        await server.store.technicians.remove(each._id, each.revision);
      admin = await administrator(server);
    }
  });
});
