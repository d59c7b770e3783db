import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { SCHEMA_VERSION, type SecondFactorDocument } from '../../../server/store/documents.ts';
import type { Store } from '../../../server/store/store.ts';
import { randomId, technicianDocument } from '../../support/documents.ts';
import { storesUnderTest } from '../../support/stores.ts';

const schema = SCHEMA_VERSION;

function factorDocument(technicianId: string, key: string): SecondFactorDocument {
  return {
    _id: `second_factor:${technicianId}`,
    schema,
    technicianId,
    kind: 'second_factor',
    revision: 0,
    key,
    confirmedAt: null,
    usedStep: 0,
    recoveryHashes: [],
  };
}

describe.each(await storesUnderTest())('what one signs in by, in the $name store', ({ open }) => {
  let store: Store;
  beforeAll(async () => {
    store = await open();
  });
  afterAll(() => store.close());

  it('is a second factor that may be begun anew until it holds', async () => {
    const id = randomId();
    expect(await store.credentials.putUnconfirmed(factorDocument(id, 'FIRST'))).toBe(true);
    expect(await store.credentials.putUnconfirmed(factorDocument(id, 'SECOND'))).toBe(true);
    const second = (await store.credentials.secondFactor(id))!;
    expect(second.key).toBe('SECOND');
    await store.credentials.changeSecondFactor(second, { confirmedAt: 1 });
    expect(await store.credentials.putUnconfirmed(factorDocument(id, 'THIRD'))).toBe(false);
    expect((await store.credentials.secondFactor(id))!.key).toBe('SECOND');
  });

  it('is a password that is replaced by whoever saw the present one, once', async () => {
    const technicianId = randomId();
    const passwordOf = (hash: string) => ({
      ...{ _id: '', schema, technicianId, kind: 'password' as const },
      ...{ hash, changedAt: 1 },
    });
    const all = (former: string | null, hashes: string[]) =>
      Promise.all(
        hashes.map((hash) => store.credentials.replacePassword(former, passwordOf(hash))),
      );
    expect(await store.credentials.replacePassword('none', passwordOf('a'))).toBe(false);
    expect((await all(null, ['a', 'b', 'c'])).filter(Boolean)).toHaveLength(1);
    const { hash } = (await store.credentials.password(technicianId))!;
    expect((await all(hash, ['d', 'e', 'f'])).filter(Boolean)).toHaveLength(1);
    expect(await all(hash, ['g'])).toEqual([false]);
    await store.credentials.removeAllOf(technicianId);
    expect(await all('d', ['g'])).toEqual([false]);
  });

  it('is one second factor, however many are begun at once', async () => {
    const id = randomId();
    const begun = await Promise.all(
      ['ONE', 'TWO', 'THREE', 'FOUR'].map((key) =>
        store.credentials.putUnconfirmed(factorDocument(id, key)),
      ),
    );
    expect(begun).toEqual([true, true, true, true]);
    expect(await store.credentials.secondFactors([id])).toHaveLength(1);
  });

  it('changes for one of many, and not for one who saw another key', async () => {
    const id = randomId();
    const first = factorDocument(id, 'FIRST');
    await store.credentials.putUnconfirmed(first);
    await store.credentials.putUnconfirmed(factorDocument(id, 'SECOND'));
    expect(await store.credentials.changeSecondFactor(first, { usedStep: 1 })).toBeNull();
    const second = (await store.credentials.secondFactor(id))!;
    const changed = await Promise.all(
      Array.from({ length: 10 }, (_, usedStep) =>
        store.credentials.changeSecondFactor(second, { usedStep }),
      ),
    );
    expect(changed.filter((each) => each !== null)).toHaveLength(1);
  });

  it('finds many sign-ins and technicians at once', async () => {
    const hashes = [randomId(), randomId(), randomId()];
    const people = hashes.map(() => technicianDocument());
    for (const [index, technician] of people.entries()) {
      await store.technicians.insert(technician);
      await store.signIns.insert({
        _id: hashes[index]!,
        schema,
        technicianId: technician._id,
        createdAt: 1,
        expiresAt: 100,
        seenAt: 1,
        browser: null,
        system: null,
      });
    }
    const asked = [hashes[0]!, hashes[2]!, randomId()];
    const signIns = await store.signIns.byHashes(asked);
    expect(signIns.map(({ _id }) => _id).sort()).toEqual([hashes[0]!, hashes[2]!].sort());
    expect(await store.signIns.byHashes([])).toEqual([]);
    const ids = [people[1]!._id, randomId()];
    expect((await store.technicians.byIds(ids)).map(({ _id }) => _id)).toEqual([people[1]!._id]);
  });

  it('notes a place as used, all places but one are removed', async () => {
    const technicianId = randomId();
    const hashes = [randomId(), randomId(), randomId()];
    for (const _id of hashes)
      await store.signIns.insert({
        _id,
        schema,
        technicianId,
        createdAt: 1,
        expiresAt: 100,
        seenAt: 1,
        browser: null,
        system: null,
      });
    await store.signIns.seen(hashes[0]!, 50);
    await store.signIns.removeAllOf(technicianId, hashes[0]);
    const left = await store.signIns.of(technicianId);
    expect(left.map(({ _id, seenAt }) => [_id, seenAt])).toEqual([[hashes[0], 50]]);
    await store.signIns.seen(hashes[1]!, 60);
    expect(await store.signIns.byHash(hashes[1]!)).toBeNull();
    expect(await store.signIns.remove(hashes[0]!)).toBe(true);
    expect(await store.signIns.remove(hashes[0]!)).toBe(false);
  });

  it('knows the devices that were noted last', async () => {
    const [technicianId, other] = [randomId(), randomId()];
    const put = async (whose: string, expiresAt: number) => {
      const _id = randomId();
      await store.devices.put({ _id, schema, technicianId: whose, expiresAt });
      return _id;
    };
    const [old, young, renewed] = [
      await put(technicianId, 100),
      await put(technicianId, 300),
      await put(technicianId, 200),
    ];
    const others = await put(other, 50);
    await store.devices.put({ _id: renewed, schema, technicianId, expiresAt: 400 });
    await store.devices.keepNewest(technicianId, 2);
    expect(await store.devices.byId(old)).toBeNull();
    for (const kept of [young, renewed, others])
      expect(await store.devices.byId(kept)).not.toBeNull();
    await store.devices.removeExpired(60);
    expect(await store.devices.byId(others)).toBeNull();
    await store.devices.removeAllOf(technicianId);
    expect(await store.devices.byId(young)).toBeNull();
  });
});
