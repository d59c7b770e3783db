import Datastore from '@seald-io/nedb';
import { randomBytes } from 'node:crypto';
import { MongoClient } from 'mongodb';
import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import {
  collectionNames,
  indexPlans,
  type Collections,
} from '../../../server/store/collections.ts';
import { SCHEMA_VERSION, type TechnicianDocument } from '../../../server/store/documents.ts';
import {
  migrate,
  migrations,
  NewerStoreError,
  type Migration,
} from '../../../server/store/migrations.ts';
import { mongoCollection } from '../../../server/store/mongo-collection.ts';
import { nedbCollection } from '../../../server/store/nedb-collection.ts';
import { technicianDocument } from '../../support/documents.ts';
import { mongoUnderTest } from '../../support/stores.ts';

const mongo = await mongoUnderTest();

async function collectionsOf(make: (name: never) => Promise<unknown>): Promise<Collections> {
  const collections: Record<string, unknown> = {};
  for (const name of collectionNames) collections[name] = await make(name as never);
  return collections as unknown as Collections;
}

const engines = [
  {
    name: 'embedded',
    open: () =>
      collectionsOf((name) =>
        nedbCollection(new Datastore({ inMemoryOnly: true }) as never, indexPlans[name]),
      ),
  },
  ...(mongo === null
    ? []
    : [
        {
          name: 'MongoDB',
          async open() {
            const client = await new MongoClient(mongo).connect();
            const database = client.db(`lens_test_${randomBytes(6).toString('hex')}`);
            afterAll(async () => {
              await database.dropDatabase();
              await client.close();
            });
            return collectionsOf((name) =>
              mongoCollection(database.collection(name) as never, indexPlans[name]),
            );
          },
        },
      ]),
];

/** A step that writes its version behind each technician's name: done twice, it would show. */
const step = (to: number): Migration => ({
  to,
  rewrite: {
    technicians: (document) => ({
      ...document,
      name: `${(document as TechnicianDocument).name} ${to}`,
    }),
  },
});
const steps = [step(2), step(3)];

describe.each(engines)('migrations in the $name store', ({ open }) => {
  let collections: Collections;
  beforeEach(async () => {
    collections = await open();
  });
  // As the first version has left them.
  const anna = technicianDocument({ name: 'Anna', schema: 1 });
  const nameOfAnna = async () => (await collections.technicians.findOne({ _id: anna._id }))?.name;

  it('rewrite each document once, step by step', async () => {
    await collections.technicians.insert(anna);
    await migrate(collections, steps, 3);
    expect(await nameOfAnna()).toBe('Anna 2 3');
    await migrate(collections, steps, 3);
    expect(await nameOfAnna()).toBe('Anna 2 3');
    expect(await collections.meta.findOne({ _id: 'store' })).toMatchObject({ schema: 3 });
  });

  it('raise the version of documents that they do not change', async () => {
    await collections.secrets.insert({ _id: 'peer', schema: 1, value: 'x' });
    await migrate(collections, steps, 3);
    expect(await collections.secrets.findOne({ _id: 'peer' })).toEqual({
      _id: 'peer',
      schema: 3,
      value: 'x',
    });
  });

  it('go on where a start was cut short', async () => {
    await collections.technicians.insert(anna);
    const ben = technicianDocument({ name: 'Ben', schema: 1 });
    await collections.technicians.insert(ben);
    let rewritten = 0;
    const cutShort: Migration = {
      to: 2,
      rewrite: {
        technicians(document) {
          if (rewritten++ === 1) throw new Error('power cut');
          return steps[0]!.rewrite.technicians!(document);
        },
      },
    };
    await expect(migrate(collections, [cutShort], 2)).rejects.toThrow('power cut');
    await migrate(collections, steps, 3);
    expect(await nameOfAnna()).toBe('Anna 2 3');
    expect((await collections.technicians.findOne({ _id: ben._id }))?.name).toBe('Ben 2 3');
  });

  it('run by two servers at once rewrite nothing twice', async () => {
    await collections.technicians.insert(anna);
    await Promise.all([migrate(collections, steps, 3), migrate(collections, steps, 3)]);
    expect(await nameOfAnna()).toBe('Anna 2 3');
  });

  it('refuse data that a newer Lens has written, and leave it alone', async () => {
    await migrate(collections, steps, 3);
    await collections.technicians.insert({ ...anna, schema: 3 });
    await expect(migrate(collections, [], 1)).rejects.toBeInstanceOf(NewerStoreError);
    expect(await collections.technicians.findOne({ _id: anna._id })).toMatchObject({ schema: 3 });
  });
});

it('the list of migrations leads, without a gap, to the version that is written', () => {
  expect(migrations.map(({ to }) => to)).toEqual(
    Array.from({ length: SCHEMA_VERSION - 1 }, (_, index) => index + 2),
  );
});
