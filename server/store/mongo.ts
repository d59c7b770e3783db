import { MongoClient } from 'mongodb';
import { RateLimiterMongo } from 'rate-limiter-flexible';
import { collectionNames, indexPlans, type Collections } from './collections.ts';
import { counterOver } from './counters.ts';
import { mongoCollection, reaching } from './mongo-collection.ts';
import { storeOver } from './over-collections.ts';
import { StoreUnavailableError, type Counter, type Store } from './store.ts';

/** How long an operation waits for a server that can be reached, in ms: a person is waiting too. */
const REACH_WITHIN_MS = 2000;

/** The database of the URI's path, else `lens` (the driver's own default would be `test`). */
function databaseName(uri: string): string {
  return /^mongodb(?:\+srv)?:\/\/[^/]+\/([^?]+)/.exec(uri)?.[1] ?? 'lens';
}

/** The store of an installation with several servers: MongoDB, by the official driver. */
export async function openMongo(uri: string): Promise<Store> {
  const client = new MongoClient(uri, {
    appName: 'lens',
    ignoreUndefined: true,
    serverSelectionTimeoutMS: REACH_WITHIN_MS,
    connectTimeoutMS: REACH_WITHIN_MS,
    socketTimeoutMS: 10_000,
  });
  try {
    await reaching(() => client.connect());
    const name = databaseName(uri);
    const database = client.db(name);
    const collections: Record<string, unknown> = {};
    for (const each of collectionNames)
      collections[each] = await mongoCollection(
        database.collection(each) as never,
        indexPlans[each],
      );

    const counters = database.collection('counters');
    await reaching(() => counters.createIndex({ key: 1 }, { name: 'lens_key', unique: true }));
    // Only tidies up: the library itself compares `expire` with the clock.
    await reaching(() =>
      counters.createIndex({ expire: -1 }, { name: 'lens_expire', expireAfterSeconds: 0 }),
    );

    return await storeOver(collections as unknown as Collections, {
      counter(counterName, limit, seconds): Counter {
        const counter = counterOver(
          new RateLimiterMongo({
            storeClient: client,
            dbName: name,
            tableName: 'counters',
            disableIndexesCreation: true,
            keyPrefix: counterName,
            points: limit,
            duration: seconds,
          }),
        );
        return {
          add: (key, points) => reaching(() => counter.add(key, points)),
          look: (key) => reaching(() => counter.look(key)),
        };
      },
      async ping() {
        await reaching(() => database.command({ ping: 1 })).catch((error: unknown) => {
          throw error instanceof StoreUnavailableError
            ? error
            : new StoreUnavailableError('the database does not answer', { cause: error });
        });
      },
      close: () => client.close(),
    });
  } catch (error) {
    await client.close();
    throw error;
  }
}
