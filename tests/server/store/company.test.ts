import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { SCHEMA_VERSION, type SettingsDocument } from '../../../server/store/documents.ts';
import type { Store } from '../../../server/store/store.ts';
import { storesUnderTest } from '../../support/stores.ts';

const kept = (more: Partial<SettingsDocument> = {}) => ({
  schema: SCHEMA_VERSION,
  changed: {},
  licenceVersion: '1',
  logo: null,
  ...more,
});

/** As much as settings can hold, with signs that a database has a use for. */
const full = kept({
  changed: {
    companyName: '$Acme.Ö',
    licence: { en: 'x'.repeat(20_000), fr: 'é'.repeat(20_000) },
    ways: { sms: false, email: true, ownMail: true, link: true, qr: true },
    customFields: [{ id: 'a_1', names: { en: '$set', fr: 'a.b' } }],
    smsCountries: [],
    accentColour: null,
  },
  licenceVersion: 'c1',
  logo: { version: 1, type: 'image/webp', base64: 'A'.repeat(13_336) },
});

describe.each(await storesUnderTest())('the settings in the $name store', ({ open }) => {
  let store: Store;
  beforeAll(async () => {
    store = await open();
  });
  afterAll(() => store.close());

  const of = (companyName: string) => kept({ changed: { companyName } });
  const now = async () => (await store.settings.read())!;

  it('are nothing until they are changed; of many who are the first, one is', async () => {
    expect(await store.settings.read()).toBeNull();
    expect(await store.settings.write(1, of('too early'))).toBe(false);
    const names = Array.from({ length: 10 }, (_, index) => `first ${index}`);
    const written = await Promise.all(names.map((name) => store.settings.write(0, of(name))));
    expect(written.filter(Boolean)).toHaveLength(1);
    expect(await now()).toMatchObject({
      revision: 1,
      changed: { companyName: names[written.indexOf(true)] },
    });
  });

  it('are changed by one of many who have seen the same revision', async () => {
    const { revision } = await now();
    const names = Array.from({ length: 10 }, (_, index) => `next ${index}`);
    const written = await Promise.all(
      names.map((name) => store.settings.write(revision, of(name))),
    );
    expect(written.filter(Boolean)).toHaveLength(1);
    expect(await store.settings.write(revision, of('late'))).toBe(false);
    expect(await store.settings.write(0, of('as if nothing was'))).toBe(false);
    expect(await now()).toMatchObject({
      revision: revision + 1,
      changed: { companyName: names[written.indexOf(true)] },
    });
  });

  it('are read as they were written, and nothing of the former ones is left', async () => {
    const { revision } = await now();
    expect(await store.settings.write(revision, full)).toBe(true);
    expect(await now()).toEqual({ ...full, _id: 'settings', revision: revision + 1 });
    expect(await store.settings.write(revision + 1, kept())).toBe(true);
    expect(await now()).toEqual({ ...kept(), _id: 'settings', revision: revision + 2 });
  });

  it('have licences, each kept as it was first offered, the newest first', async () => {
    const licence = (_id: string, since: number, en = _id) => ({
      _id,
      schema: SCHEMA_VERSION,
      since,
      place: `${since}-${_id}`,
      texts: { en, fr: en },
    });
    for (const [id, since] of [
      ['1', 1000],
      ['c2', 2000],
      ['c5', 3000],
    ] as const)
      await store.licences.insert(licence(id, since));
    await Promise.all([1, 2, 3].map(() => store.licences.insert(licence('c2', 9000, 'other'))));
    const first = await store.licences.list({ limit: 2 });
    expect(first).toEqual([licence('c5', 3000), licence('c2', 2000)]);
    expect(await store.licences.list({ after: first[1]!.place, limit: 2 })).toEqual([
      licence('1', 1000),
    ]);
  });
});

describe.each(await storesUnderTest())('a secret of the $name store', ({ open, shared }) => {
  it('is one for all who ask for it at once, and stays', async () => {
    const stores = shared ? [await open(), await open()] : [await open()];
    try {
      let made = 0;
      const ask = (store: Store) => store.secrets.get('of a test', () => `secret ${(made += 1)}`);
      const told = await Promise.all(
        Array.from({ length: 10 }, (_, index) => ask(stores[index % stores.length]!)),
      );
      expect(new Set(told).size).toBe(1);
      expect(await ask(stores[0]!)).toBe(told[0]);
    } finally {
      await Promise.all(stores.map((store) => store.close()));
    }
  });
});
