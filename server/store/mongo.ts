import { MongoClient } from 'mongodb';
import { systemClock, type Clock } from '../clock.ts';
import { collectionNames, indexPlans, type Collections } from './collections.ts';
import { mongoCollection } from './mongo-collection.ts';
import { inspectMongo } from './mongo-inspection.ts';
import { reaching } from './mongo-errors.ts';
import { inMongoUri } from './mongo-uri.ts';
import { storeOver } from './over-collections.ts';
import { StoreUnavailableError, type Store } from './store.ts';

/** How long an operation waits for a server that can be reached, in ms: a person is waiting too. */
const REACH_WITHIN_MS = 2000;
/**
 * How long a server may take to let a new connection in, or to answer the driver's look whether it is
 * there, in ms. A look that takes longer breaks every operation under way, so a database that is
 * merely busy must have time.
 */
const CONNECT_WITHIN_MS = 5000;
/** How long an operation may take on a connection that says nothing, in ms. */
const ANSWER_WITHIN_MS = 10_000;

/** The store of an installation with several servers: MongoDB, by the official driver. */
export async function openMongo(uri: string, clock: Clock = systemClock): Promise<Store> {
  const client = new MongoClient(uri, {
    appName: 'lens',
    ignoreUndefined: true,
    serverSelectionTimeoutMS: REACH_WITHIN_MS,
    connectTimeoutMS: CONNECT_WITHIN_MS,
    socketTimeoutMS: ANSWER_WITHIN_MS,
  });
  try {
    await reaching(() => client.connect());
    const database = client.db(inMongoUri(uri).database);
    const collections: Record<string, unknown> = {};
    for (const each of collectionNames)
      collections[each] = await mongoCollection(
        database.collection(each) as never,
        indexPlans[each],
      );

    return await storeOver(
      collections as unknown as Collections,
      {
        async ping() {
          await reaching(() => database.command({ ping: 1 })).catch((error: unknown) => {
            throw error instanceof StoreUnavailableError
              ? error
              : new StoreUnavailableError('the database does not answer', { cause: error });
          });
        },
        inspect: () => inspectMongo(database),
        // MongoDB gives the space of what was removed to what comes next by itself.
        compact: async () => undefined,
        close: () => client.close(),
      },
      clock,
    );
  } catch (error) {
    await client.close();
    throw error;
  }
}
