import { afterAll, beforeAll, describe, expect, it } from 'vitest';
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

  it('knows whether there is an administrator', async () => {
    expect(await store.technicians.administrators()).toBe(0);
    await store.technicians.insert(technicianDocument());
    expect(await store.technicians.administrators()).toBe(0);
    await store.technicians.insert(technicianDocument({ role: 'administrator' }));
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
        browser: '',
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
