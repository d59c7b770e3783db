import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { allPermissions } from '../../../common/contract/permissions.ts';
import { SCHEMA_VERSION } from '../../../server/store/documents.ts';
import { TakenError, type Store } from '../../../server/store/store.ts';
import { randomId, technicianDocument } from '../../support/documents.ts';
import { storesUnderTest } from '../../support/stores.ts';

const schema = SCHEMA_VERSION;

describe.each(await storesUnderTest())('people in the $name store', ({ open }) => {
  let store: Store;
  beforeAll(async () => {
    // Of several servers that find the database empty at the same moment.
    const [first, ...others] = await Promise.all([open(), open(), open(), open()]);
    await Promise.all(others.map((other) => other.close()));
    store = first!;
  });
  afterAll(() => store.close());

  it('knows how many administrators there are who are not disabled', async () => {
    expect(await store.technicians.administrators()).toBe(0);
    await store.technicians.insert(technicianDocument());
    expect(await store.technicians.administrators()).toBe(0);
    await store.technicians.insert(technicianDocument({ role: 'administrator' }));
    await store.technicians.insert(technicianDocument({ role: 'administrator', disabled: true }));
    expect(await store.technicians.administrators()).toBe(1);
  });

  it('finds a technician by id and by e-mail', async () => {
    const anna = technicianDocument();
    await store.technicians.insert(anna);
    expect(await store.technicians.byId(anna._id)).toEqual(anna);
    expect(await store.technicians.byEmail(anna.email)).toEqual(anna);
    expect(await store.technicians.byId(randomId())).toBeNull();
    expect(await store.technicians.byEmail('nobody@lens.test')).toBeNull();
  });

  it('finds technicians, groups and second factors of many at once', async () => {
    const [anna, bert] = [technicianDocument(), technicianDocument()];
    await store.technicians.insert(anna);
    await store.technicians.insert(bert);
    const found = await store.technicians.byIds([bert._id, randomId(), anna._id]);
    expect(found.map(({ _id }) => _id).sort()).toEqual([anna._id, bert._id].sort());
    expect(await store.technicians.byIds([])).toEqual([]);

    const group = { _id: randomId(), schema, revision: 0, permissions: allPermissions };
    await store.groups.insert({ ...group, name: group._id });
    expect(await store.groups.byIds([randomId(), group._id])).toMatchObject([group]);

    const factor = {
      _id: '',
      schema,
      technicianId: anna._id,
      kind: 'second_factor' as const,
      revision: 0,
      key: 'A'.repeat(32),
      confirmedAt: null,
      usedStep: 0,
      recoveryHashes: [],
    };
    await store.credentials.put(factor);
    await store.credentials.put({
      _id: '',
      schema,
      technicianId: bert._id,
      kind: 'password',
      hash: 'hash',
      changedAt: 1000,
    });
    const factors = await store.credentials.secondFactors([anna._id, bert._id]);
    expect(factors.map(({ technicianId, kind }) => [technicianId, kind])).toEqual([
      [anna._id, 'second_factor'],
    ]);
  });

  it('lists technicians by name, whatever its case and accents, page by page', async () => {
    const mark = randomId().slice(0, 8);
    const names = ['Élodie', 'eda', 'Ève', 'ÉMILE', 'Zoé', '이영희', 'Ира'].map(
      (each) => `${mark} ${each}`,
    );
    for (const name of names) await store.technicians.insert(technicianDocument({ name }));
    const found: string[] = [];
    for (let after: string | undefined; ;) {
      const [next] = await store.technicians.list({ after, limit: 1, search: mark });
      if (next === undefined) break;
      found.push(next.name);
      after = next.place;
    }
    const sorted = ['eda', 'Élodie', 'ÉMILE', 'Ève', 'Zoé', 'Ира', '이영희'];
    expect(found).toEqual(sorted.map((each) => `${mark} ${each}`));
  });

  it('finds technicians by any part of a name or an address, letter by letter', async () => {
    const mark = randomId().slice(0, 8);
    const zoe = technicianDocument({
      name: `Zoé O'Neill-Petit (${mark})`,
      email: `zoe.petit+help_${mark}@acme-group.example`,
    });
    const leo = technicianDocument({ name: `Léo ${mark}`, email: `leo-${mark}@lens.test` });
    await store.technicians.insert(zoe);
    await store.technicians.insert(leo);
    const idsOf = async (search: string) =>
      (await store.technicians.list({ limit: 50, search }))
        .filter(({ name }) => name.includes(mark))
        .map(({ _id }) => _id);
    expect(await idsOf(mark)).toEqual([leo._id, zoe._id]);
    for (const search of ['ZOE', "o'neill-p", `(${mark})`, '.petit+help_', 'acme-group', 'zoé o'])
      expect(await idsOf(search), search).toEqual([zoe._id]);
    for (const search of [`leo.${mark}`, `${mark}.*`, '[a-z]', '\\w', '^', 'zoe|leo'])
      expect(await idsOf(search), search).toEqual([]);
  });

  it('is found by a new name and a new address after a change, and by the former no longer', async () => {
    const mark = randomId().slice(0, 8);
    const anna = technicianDocument({ name: `Anna ${mark}` });
    await store.technicians.insert(anna);
    const change = { name: `Berta ${mark}`, email: `berta-${mark}@lens.test` };
    expect(await store.technicians.change(anna._id, 0, change)).toMatchObject({ revision: 1 });
    expect(await store.technicians.change(anna._id, 0, { name: 'Late' })).toBeNull();
    const found = async (search: string) =>
      (await store.technicians.list({ limit: 5, search })).map(({ name }) => name);
    expect(await found(`berta ${mark}`)).toEqual([change.name]);
    expect(await found(`berta-${mark}@`)).toEqual([change.name]);
    expect(await found(`anna ${mark}`)).toEqual([]);
    expect(await found(anna.email)).toEqual([]);
  });

  it('lets one of many who decided on one revision change a technician', async () => {
    const anna = technicianDocument();
    await store.technicians.insert(anna);
    const changes = await Promise.all(
      Array.from({ length: 10 }, (_, index) =>
        store.technicians.change(anna._id, 0, { name: `Anna ${index}` }),
      ),
    );
    expect(changes.filter((each) => each !== null)).toHaveLength(1);
    expect(await store.technicians.byId(anna._id)).toMatchObject({ revision: 1 });
    expect(await store.technicians.remove(anna._id, 0)).toBeNull();
    expect(await store.technicians.remove(anna._id, 1)).toMatchObject({ _id: anna._id });
    expect(await store.technicians.byId(anna._id)).toBeNull();
  });

  it('makes one thing for a wish, however many ask at once', async () => {
    const wish = { key: randomId(), body: 'x' };
    const results = await Promise.allSettled(
      Array.from({ length: 10 }, () => store.technicians.insert(technicianDocument({ wish }))),
    );
    expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    const refused = results.find((result) => result.status === 'rejected')!;
    expect(refused.reason).toMatchObject({ index: 'wish' });
    expect(await store.technicians.byWish(wish.key)).toMatchObject({ wish });
  });

  it('gives a name of a group to one, whatever its case and accents', async () => {
    const mark = randomId().slice(0, 8);
    const group = (name: string) => ({
      _id: randomId(),
      schema,
      revision: 0,
      name: `${name} ${mark}`,
      permissions: allPermissions,
    });
    await store.groups.insert(group('Équipe'));
    const other = group('Others');
    await store.groups.insert(other);
    await expect(store.groups.insert(group('EQUIPE'))).rejects.toMatchObject({ index: 'name' });
    await expect(
      store.groups.change(other._id, 0, { name: `équipe ${mark}` }),
    ).rejects.toMatchObject({ index: 'name' });
    expect(await store.groups.byId(other._id)).toMatchObject({ name: other.name, revision: 0 });
    expect(await store.groups.change(other._id, 0, { name: `OTHERS ${mark}` })).toMatchObject({
      revision: 1,
    });
  });

  it('gives an e-mail address to one of many', async () => {
    const email = `${randomId()}@lens.test`;
    const results = await Promise.allSettled(
      Array.from({ length: 10 }, () => store.technicians.insert(technicianDocument({ email }))),
    );
    expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    const refused = results.find((result) => result.status === 'rejected')!;
    expect(refused.reason).toBeInstanceOf(TakenError);
    expect(refused.reason.index).toBe('email');
  });

  it('keeps one password a technician, however many are put at once', async () => {
    const technicianId = randomId();
    const put = (hash: string) =>
      store.credentials.put({
        _id: randomId(),
        schema,
        technicianId,
        kind: 'password',
        hash,
        changedAt: 1,
      });
    await Promise.all(['one', 'two', 'three', 'four'].map(put));
    await put('last');
    expect(await store.credentials.password(technicianId)).toMatchObject({ hash: 'last' });
    expect(await store.credentials.password(randomId())).toBeNull();
  });

  it('signs out one device, all of a technician, and those whose time is over', async () => {
    const [anna, ben] = [randomId(), randomId()];
    const signIn = async (technicianId: string, expiresAt: number) => {
      const _id = randomId();
      await store.signIns.insert({
        _id,
        schema,
        technicianId,
        createdAt: 1,
        expiresAt,
        seenAt: 1,
        browser: null,
        system: null,
      });
      return _id;
    };
    const [first, second, third] = [
      await signIn(anna, 100),
      await signIn(anna, 100),
      await signIn(anna, 100),
    ];
    const [old, bens] = [await signIn(ben, 50), await signIn(ben, 100)];
    await store.signIns.remove(first);
    expect(await store.signIns.byHash(first)).toBeNull();
    expect(await store.signIns.byHash(second)).toMatchObject({ technicianId: anna });
    await store.signIns.removeExpired(100);
    expect(await store.signIns.byHash(old)).toBeNull();
    expect(await store.signIns.byHash(bens)).not.toBeNull();
    await store.signIns.removeAllOf(anna);
    expect(await store.signIns.byHash(second)).toBeNull();
    expect(await store.signIns.byHash(third)).toBeNull();
    expect(await store.signIns.byHash(bens)).not.toBeNull();
  });

  it('gives a one-time link to one of twenty takers, while it is good', async () => {
    const link = (expiresAt: number) => ({
      _id: randomId(),
      schema,
      technicianId: randomId(),
      purpose: 'set_password' as const,
      expiresAt,
    });
    const [good, old] = [link(100), link(50)];
    await store.oneTimeLinks.insert(good);
    await store.oneTimeLinks.insert(old);
    expect(await store.oneTimeLinks.byHash(old._id, 50)).toBeNull();
    expect(await store.oneTimeLinks.byHash(good._id, 50)).toEqual(good);
    expect(await store.oneTimeLinks.take(old._id, 50)).toBeNull();
    const taken = await Promise.all(
      Array.from({ length: 20 }, () => store.oneTimeLinks.take(good._id, 50)),
    );
    expect(taken.filter((each) => each !== null)).toEqual([good]);
    await store.oneTimeLinks.removeExpired(51);
    expect(await store.oneTimeLinks.take(old._id, 0)).toBeNull();
  });

  it('gives all servers the same secret, whoever asks first', async () => {
    const name = randomId();
    const made = await Promise.all(
      Array.from({ length: 10 }, (_, index) => store.secrets.get(name, () => `secret ${index}`)),
    );
    expect(new Set(made).size).toBe(1);
    expect(await store.secrets.get(name, () => 'another')).toBe(made[0]);
    expect(await store.secrets.get(randomId(), () => 'another')).toBe('another');
  });

  it('answers until it is closed', async () => {
    const another = await open();
    await another.ping();
    await another.close();
    await expect(another.ping()).rejects.toThrow();
    await expect(another.technicians.byId('x')).rejects.toThrow();
  });
});
