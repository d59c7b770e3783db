import { MongoClient, MongoServerError, type Db } from 'mongodb';
import type { StoreFacts } from '../../common/contract/doctor.ts';
import type { IndexPlan } from './collection.ts';
import { collectionNames, indexPlans } from './collections.ts';
import { indexName } from './mongo-indexes.ts';
import { reaching } from './mongo-errors.ts';
import { inMongoUri } from './mongo-uri.ts';
import { StoreUnavailableError } from './store.ts';

/** MongoDB's code for a collection that is not there (NamespaceNotFound): nothing was ever kept in it. */
const NO_COLLECTION = 26;
/** How long a database may take that is only looked at, in ms. */
const WITHIN_MS = 5000;

/** The indexes that a collection lacks, or has otherwise: one that is not unique holds nothing off. */
async function missingIn(database: Db, name: string, plans: readonly IndexPlan[]) {
  if (plans.length === 0) return [];
  const found = await database
    .collection(name)
    .indexes()
    .catch((error: unknown) => {
      if (error instanceof MongoServerError && error.code === NO_COLLECTION) return [];
      throw error;
    });
  return plans
    .filter(
      ({ field, unique = false }) =>
        !found.some((each) => each.name === indexName(field) && (each.unique ?? false) === unique),
    )
    .map(({ field }) => `${name}.${field}`);
}

/** What a database says of its health. Nothing is written. Throws StoreUnavailableError. */
export async function inspectMongo(database: Db): Promise<StoreFacts> {
  return await reaching(async () => {
    const asked = Date.now();
    const { localTime } = (await database.command({ hello: 1 })) as { localTime?: Date };
    // It read its clock somewhere between the question and the answer.
    const middle = (asked + Date.now()) / 2;
    const missing = await Promise.all(
      collectionNames.map((name) => missingIn(database, name, indexPlans[name])),
    );
    return {
      kind: 'mongodb',
      missingIndexes: missing.flat(),
      aheadMs: localTime instanceof Date ? Math.round(localTime.getTime() - middle) : null,
      disk: null,
    };
  });
}

/** Looks at the database of a URI without opening it as a store, which would rewrite what is old. */
export async function inspectMongoAt(uri: string): Promise<StoreFacts> {
  const client = new MongoClient(uri, {
    appName: 'lens doctor',
    serverSelectionTimeoutMS: WITHIN_MS,
    connectTimeoutMS: WITHIN_MS,
    socketTimeoutMS: WITHIN_MS,
  });
  try {
    return await inspectMongo(client.db(inMongoUri(uri).database));
  } catch (error) {
    throw error instanceof StoreUnavailableError
      ? error
      : new StoreUnavailableError('the database refuses to be asked', { cause: error });
  } finally {
    await client.close();
  }
}
