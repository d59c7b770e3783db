import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  administrator,
  everything,
  notedOf,
  type TestAdministrator,
} from '../../../support/administering.ts';
import { randomId } from '../../../support/documents.ts';
import { meanwhile } from '../../../support/meanwhile.ts';
import { testServer, type TestServer } from '../../../support/server.ts';
import { storesUnderTest } from '../../../support/stores.ts';

const stores = await storesUnderTest();

describe.each(stores)('a group of technicians in the $name store', ({ open, shared }) => {
  let server: TestServer;
  let other: TestServer;
  let admin: TestAdministrator;
  let elsewhere: TestAdministrator;
  beforeAll(async () => {
    const store = await open();
    server = await testServer({ store });
    other = await testServer({ store: shared ? await open() : store, clock: server.clock });
    admin = await administrator(server);
    elsewhere = await administrator(other);
  });
  afterAll(async () => {
    await Promise.all([server.stop(), other.stop()]);
    await server.store.close();
    if (shared) await other.store.close();
  });

  const create = (
    name: string = randomId(),
    more: { key?: string } = {},
    permissions = everything,
  ) => admin.ask('POST', '/api/groups', { name, permissions }, more);
  const ofGroup = async (groupId: string) => (await server.technician({ groupId })).technician;

  it('is made, read, changed and deleted, each of it noted', async () => {
    const name = randomId();
    const made = await create(name);
    expect(made.body).toEqual({
      id: expect.stringMatching(/^[0-9a-f]{32}$/),
      revision: 0,
      name,
      permissions: everything,
    });
    const path = `/api/groups/${made.body.id}`;
    expect((await admin.ask('GET', path)).body).toEqual(made.body);
    const permissions = { ...everything, sms: false, qr: false };
    const changed = await admin.ask('PATCH', path, { permissions }, { ifMatch: 0 });
    expect(changed.body).toEqual({ ...made.body, revision: 1, permissions });
    await admin.ask('PATCH', path, { name: `${name} 2`, revision: 1 });
    const deleted = await admin.ask('DELETE', path, undefined, { ifMatch: 2 });
    expect(deleted.status).toBe(204);
    expect((await admin.ask('GET', path)).body.error.code).toBe('group_not_found');
    expect(await notedOf(admin, made.body.id)).toEqual([
      'group_deleted',
      'group_changed name',
      'group_changed permissions.sms,permissions.qr',
      'group_created',
    ]);
  });

  it('has a name that no other has, whatever its case and accents', async () => {
    const mark = randomId();
    const made = await create(`Équipe ${mark}`);
    const second = await create(`EQUIPE ${mark}`);
    expect([second.status, second.body.error.code]).toEqual([409, 'name_taken']);
    const third = await create();
    const path = `/api/groups/${third.body.id}`;
    const taken = await admin.ask('PATCH', path, { name: `équipe ${mark}` }, { ifMatch: 0 });
    expect([taken.status, taken.body.error.code]).toEqual([409, 'name_taken']);
    const own = await admin.ask(
      'PATCH',
      `/api/groups/${made.body.id}`,
      { name: `equipe ${mark}` },
      { ifMatch: 0 },
    );
    expect(own.body).toMatchObject({ name: `equipe ${mark}`, revision: 1 });
  });

  it('is made once for one wish, also of ten requests at the same moment', async () => {
    const [name, key] = [randomId(), randomId()];
    const answers = await Promise.all(Array.from({ length: 10 }, () => create(name, { key })));
    expect(answers.map(({ status }) => status)).toEqual(answers.map(() => 200));
    const { id } = answers[0]!.body;
    expect(new Set(answers.map(({ body }) => body.id))).toEqual(new Set([id]));
    expect(await notedOf(admin, id)).toEqual(['group_created']);
    await admin.ask('PATCH', `/api/groups/${id}`, { name: `${name} 2` }, { ifMatch: 0 });
    expect((await create(name, { key })).body).toMatchObject({ id, name: `${name} 2` });
    const reused = await create(randomId(), { key });
    expect([reused.status, reused.body.error.code]).toEqual([422, 'key_reused']);
  });

  it('is changed once of ten who decided on one revision', async () => {
    const { body } = await create();
    const answers = await Promise.all(
      Array.from({ length: 10 }, () =>
        admin.ask('PATCH', `/api/groups/${body.id}`, { name: randomId() }, { ifMatch: 0 }),
      ),
    );
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
    expect(
      answers.filter(({ body: said }) => said.error?.code === 'changed_meanwhile'),
    ).toHaveLength(9);
  });

  it('is not deleted while somebody is in it', async () => {
    const { body } = await create();
    const path = `/api/groups/${body.id}`;
    const ben = await ofGroup(body.id);
    const kept = await admin.ask('DELETE', path, undefined, { ifMatch: 0 });
    expect([kept.status, kept.body.error.code]).toEqual([409, 'group_in_use']);
    await admin.ask('PATCH', `/api/technicians/${ben._id}`, { groupId: null }, { ifMatch: 0 });
    expect((await admin.ask('DELETE', path, undefined, { ifMatch: 0 })).status).toBe(204);
  });

  it('is there again for whoever was put into it while it was being deleted', async () => {
    const { body: group } = await create();
    const { technician } = await server.technician();
    const { store } = server;
    meanwhile(store.technicians, 'inGroup', () =>
      store.technicians.change(technician._id, 0, { groupId: group.id }),
    );
    const path = `/api/groups/${group.id}`;
    const { status, body } = await admin.ask('DELETE', path, undefined, { ifMatch: 0 });
    expect([status, body.error.code]).toEqual([409, 'group_in_use']);
    expect((await admin.ask('GET', path)).body).toEqual(group);
  });

  it('takes nobody in once it is deleted, however late that was noticed', async () => {
    const { store } = server;
    const { technician } = await server.technician({ name: 'Ben' });
    const gone = async () => {
      const { body: group } = await create();
      meanwhile(store.groups, 'byId', () => store.groups.remove(group.id, 0));
      return group.id;
    };
    const moved = await admin.ask(
      'PATCH',
      `/api/technicians/${technician._id}`,
      { groupId: await gone(), name: 'X' },
      { ifMatch: 0 },
    );
    expect([moved.status, moved.body.error.code]).toEqual([404, 'group_not_found']);
    const { name, groupId } = (await store.technicians.byId(technician._id))!;
    expect([name, groupId]).toEqual(['Ben', null]);
    const email = `${randomId()}@lens.test`;
    const made = await admin.ask('POST', '/api/technicians', {
      email,
      name: 'New',
      groupId: await gone(),
    });
    expect([made.status, made.body.error.code]).toEqual([404, 'group_not_found']);
    expect(await store.technicians.byEmail(email)).toBeNull();
  });

  it('is not lost for whoever is put into it while it is deleted, on another server', async () => {
    for (let round = 0; round < 15; round += 1) {
      const { body: group } = await create();
      const { technician } = await server.technician();
      const [deleted, moved, created] = await Promise.all([
        admin.ask('DELETE', `/api/groups/${group.id}`, undefined, { ifMatch: 0 }),
        elsewhere.ask(
          'PATCH',
          `/api/technicians/${technician._id}`,
          { groupId: group.id },
          { ifMatch: 0 },
        ),
        elsewhere.ask('POST', '/api/technicians', {
          email: `${randomId()}@lens.test`,
          name: 'New',
          groupId: group.id,
        }),
      ]);
      expect([204, 409]).toContain(deleted.status);
      expect([200, 404]).toContain(moved.status);
      expect([200, 404]).toContain(created.status);
      // Whoever was let in finds the group there, and whoever was not is in none.
      const isThere = (await server.store.groups.byId(group.id)) !== null;
      const inIt = await server.store.technicians.inGroup(group.id);
      expect(inIt).toBe([moved, created].filter(({ status }) => status === 200).length);
      if (inIt > 0) expect(isThere).toBe(true);
      if (deleted.status === 204) expect(isThere).toBe(false);
    }
  });

  it('stands in a list by name, page by page', async () => {
    const all = (await admin.ask('GET', '/api/groups?limit=200')).body.items;
    const found: string[] = [];
    for (let cursor = ''; ;) {
      const { body } = await admin.ask('GET', `/api/groups?limit=3${cursor}`);
      found.push(...body.items.map(({ id }: { id: string }) => id));
      if (body.next === null) break;
      cursor = `&cursor=${body.next}`;
    }
    expect(found.length).toBeGreaterThan(3);
    expect(found).toEqual(all.map(({ id }: { id: string }) => id));
  });

  it('needs every permission to be said, and a name', async () => {
    for (const body of [
      { name: 'x', permissions: { startSessions: true } },
      { name: ' ', permissions: everything },
      { name: 'x'.repeat(61), permissions: everything },
      { name: 'x', permissions: { ...everything, more: true } },
    ]) {
      const { status } = await admin.ask('POST', '/api/groups', body);
      expect([status, body]).toEqual([400, body]);
    }
  });
});
