import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { administrator, type TestAdministrator } from '../../../support/administering.ts';
import { randomId } from '../../../support/documents.ts';
import { testServer, type TestServer } from '../../../support/server.ts';
import { storesUnderTest } from '../../../support/stores.ts';

describe.each(await storesUnderTest())('the list of technicians in the $name store', ({ open }) => {
  let server: TestServer;
  let admin: TestAdministrator;
  beforeAll(async () => {
    server = await testServer({ store: await open() });
    admin = await administrator(server, { name: 'Ada' });
    for (const name of ['Chloé', 'Émile', 'ben', 'Dov', 'Eve'])
      await server.technician({ name, email: `${randomId()}@acme-${name.length}.test` });
    const factor = { schema: 2, kind: 'second_factor' as const, revision: 0, key: 'K' };
    const [dov] = await server.store.technicians.list({ search: 'dov', limit: 1 });
    const [eve] = await server.store.technicians.list({ search: 'eve', limit: 1 });
    const more = { ...factor, usedStep: 0, recoveryHashes: [] };
    await server.store.credentials.put({
      ...more,
      _id: '',
      technicianId: dov!._id,
      confirmedAt: 1,
    });
    await server.store.credentials.put({
      ...more,
      _id: '',
      technicianId: eve!._id,
      confirmedAt: null,
    });
    await server.technician({ name: 'Zoe' }, 'some password');
  });
  afterAll(async () => {
    await server.stop();
    await server.store.close();
  });

  const list = async (query = '') => (await admin.ask('GET', `/api/technicians${query}`)).body;
  const namesOf = ({ items }: { items: { name: string }[] }) => items.map(({ name }) => name);

  it('stands in the order of names', async () => {
    const all = await list();
    expect(namesOf(all)).toEqual(['Ada', 'ben', 'Chloé', 'Dov', 'Émile', 'Eve', 'Zoe']);
    expect(all.next).toBeNull();
  });

  it('is found by part of a name or an address, whatever its case and accents', async () => {
    expect(namesOf(await list('?search=CHLO%C3%89'))).toEqual(['Chloé']);
    expect(namesOf(await list('?search=emil'))).toEqual(['Émile']);
    expect(namesOf(await list('?search=@acme-3'))).toEqual(['ben', 'Dov', 'Eve']);
    expect(await list('?search=.*')).toEqual({ items: [], next: null });
  });

  it('comes in pages, each technician once, also of those that were searched for', async () => {
    for (const [search, expected] of [
      ['', ['Ada', 'ben', 'Chloé', 'Dov', 'Émile', 'Eve', 'Zoe']],
      ['&search=@acme', ['ben', 'Chloé', 'Dov', 'Émile', 'Eve']],
    ] as const) {
      const found: string[] = [];
      let cursor = '';
      do {
        const page = await list(`?limit=2${search}${cursor}`);
        expect(page.items.length).toBeLessThanOrEqual(2);
        found.push(...namesOf(page));
        cursor = page.next === null ? '' : `&cursor=${page.next}`;
      } while (cursor !== '');
      expect(found).toEqual(expected);
    }
  });

  it('goes on after the longest name there can be', async () => {
    const name = `zz${'ẞ𝔸이'.repeat(24)}é`;
    const made = [await server.technician({ name }), await server.technician({ name })];
    const first = await list('?limit=1&search=zz');
    const second = await list(`?limit=1&search=zz&cursor=${first.next}`);
    expect([...namesOf(first), ...namesOf(second)]).toEqual([name, name]);
    for (const { technician } of made)
      await server.store.technicians.remove(technician._id, technician.revision);
  });

  it('says who has a password and who a second factor that holds', async () => {
    const { items } = await list();
    const those = (field: string) =>
      namesOf({ items: items.filter((each: Record<string, unknown>) => each[field] === true) });
    expect(those('hasPassword')).toEqual(['Zoe']);
    expect(those('secondFactor')).toEqual(['Dov']);
  });

  it.each(['?cursor=bm90LW91cnM.', '?limit=0', '?limit=201', '?page=2', '?limit=1&limit=2'])(
    'refuses %s',
    async (query) => {
      const { status, body } = await admin.ask('GET', `/api/technicians${query}`);
      expect([status, body.error.code]).toEqual([400, 'invalid_input']);
    },
  );
});
