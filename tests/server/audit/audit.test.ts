import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createAudit } from '../../../server/audit/audit.ts';
import type { Store } from '../../../server/store/store.ts';
import { administrator, asking, type TestAdministrator } from '../../support/administering.ts';
import { testClock } from '../../support/clock.ts';
import { testServer, type TestServer } from '../../support/server.ts';
import { storesUnderTest } from '../../support/stores.ts';

const nobody = { kind: 'nobody', id: null, name: null } as const;

describe.each(await storesUnderTest())('the audit log in the $name store', ({ open }) => {
  let server: TestServer;
  let admin: TestAdministrator;
  beforeAll(async () => {
    const clock = testClock();
    server = await testServer({ store: await open(clock), clock });
    admin = await administrator(server);
  });
  afterAll(async () => {
    await server.stop();
    await server.store.close();
  });

  const page = async (query = '') => (await admin.ask('GET', `/api/audit${query}`)).body;

  it('says who did what to whom and when, the newest first, and no value of what was changed', async () => {
    const { technician } = await server.technician({ name: 'Ben' });
    const path = `/api/technicians/${technician._id}`;
    await admin.ask('PATCH', path, { name: 'Ben Roy' }, { ifMatch: 0 });
    server.clock.pass(1000);
    await admin.ask('PATCH', path, { email: 'secret@lens.test' }, { ifMatch: 1 });
    const { items } = await page('?limit=2');
    const actor = { kind: 'technician', id: admin.technician._id, name: 'Ada' };
    const target = { kind: 'technician', id: technician._id, name: 'Ben Roy' };
    const common = { id: expect.any(String), actor, action: 'technician_changed', target };
    expect(items).toEqual([
      { ...common, at: server.clock.now(), changed: ['email'] },
      { ...common, at: server.clock.now() - 1000, changed: ['name'] },
    ]);
    expect(JSON.stringify(items)).not.toContain('secret@');
  });

  it('keeps the order of what happened within one millisecond', async () => {
    const names = Array.from({ length: 30 }, (_, index) => `deed ${index}`);
    const audit = createAudit({ store: server.store, clock: server.clock });
    server.clock.pass(1000);
    for (const name of names)
      await audit.note({
        actor: nobody,
        action: 'group_created',
        target: { kind: 'group', id: 'x', name },
      });
    const { items } = await page('?limit=30');
    expect(items.map(({ target }: { target: { name: string } }) => target.name)).toEqual(
      names.toReversed(),
    );
  });

  it('keeps all that several servers note in one millisecond', async () => {
    server.clock.pass(1000);
    const audits = [1, 2, 3].map(() => createAudit({ store: server.store, clock: server.clock }));
    await Promise.all(
      audits.flatMap((audit) =>
        Array.from({ length: 10 }, () => audit.note({ actor: nobody, action: 'sign_in_refused' })),
      ),
    );
    const { items } = await page('?limit=30');
    expect(new Set(items.map(({ id }: { id: string }) => id)).size).toBe(30);
    expect(items.every(({ action }: { action: string }) => action === 'sign_in_refused')).toBe(
      true,
    );
  });

  it('comes in pages, each line once, although more is noted meanwhile', async () => {
    const all = (await page('?limit=200')).items.map(({ id }: { id: string }) => id);
    const audit = createAudit({ store: server.store, clock: server.clock });
    const found: string[] = [];
    let cursor = '';
    do {
      const { items, next } = await page(`?limit=7${cursor}`);
      found.push(...items.map(({ id }: { id: string }) => id));
      cursor = next === null ? '' : `&cursor=${next}`;
      server.clock.pass(1);
      await audit.note({ actor: nobody, action: 'sign_in_refused' });
    } while (cursor !== '');
    expect(found).toEqual(all);
  });

  it('is read by administrators, and by scripts that may', async () => {
    const { token } = await server.technician();
    expect((await asking(server, token)('GET', '/api/audit')).body.error.code).toBe('not_allowed');
    const made = async (scopes: string[]) =>
      (await admin.ask('POST', '/api/api-tokens', { name: 'x', scopes, days: 1 })).body.token;
    const statusOf = async (script: string) =>
      (await asking(server, script)('GET', '/api/audit')).status;
    expect(await statusOf(await made(['audit:read']))).toBe(200);
    expect(await statusOf(await made(['settings:read']))).toBe(403);
  });

  it('cannot be changed: the store has no operation for it, the API no route', async () => {
    expect(Object.keys(server.store.audit satisfies Store['audit']).sort()).toEqual([
      'append',
      'list',
    ]);
    for (const method of ['POST', 'PUT', 'PATCH', 'DELETE'])
      expect((await admin.ask(method, '/api/audit', {})).status).toBe(405);
  });
});
