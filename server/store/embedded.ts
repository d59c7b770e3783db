import Datastore from '@seald-io/nedb';
import { join } from 'node:path';
import { systemClock, type Clock } from '../clock.ts';
import {
  collectionNames,
  indexPlans,
  type CollectionName,
  type Collections,
} from './collections.ts';
import { diskOf } from './disk.ts';
import { filesInStep, isOfSystem } from './files-in-step.ts';
import { lockFolder } from './folder-lock.ts';
import { nedbCollection } from './nedb-collection.ts';
import { storeOver } from './over-collections.ts';
import { FilesUnwritableError, StoreUnavailableError, type Store } from './store.ts';

/** How often the files are rewritten without what was changed since, in ms. */
const COMPACT_EVERY_MS = 60 * 60 * 1000;

/** In a folder that this process alone holds, or, for tests and the demo, in memory. */
export type EmbeddedOptions = { folder: string } | { inMemory: true };

/** Nothing is written once the folder was given back: another process may hold it by then. */
function untilClosed(collections: Collections, closed: () => boolean): Collections {
  const guard = <F extends (...given: never[]) => Promise<unknown>>(operation: F) =>
    (async (...given: Parameters<F>) => {
      if (closed()) throw new StoreUnavailableError('the store is closed');
      return await operation(...given);
    }) as F;
  return Object.fromEntries(
    Object.entries(collections).map(([name, collection]) => [
      name,
      Object.fromEntries(
        Object.entries(collection).map(([verb, operation]) => [verb, guard(operation)]),
      ),
    ]),
  ) as unknown as Collections;
}

/** NeDB keeps its indexes by their fields, which its types leave out. */
const missingIndexesOf = (files: ReadonlyMap<CollectionName, Datastore>) =>
  [...files].flatMap(([name, file]) => {
    const { indexes } = file as unknown as { indexes: Readonly<Record<string, unknown>> };
    return indexPlans[name]
      .filter(({ field }) => !(field in indexes))
      .map(({ field }) => `${name}.${field}`);
  });

/** The store of the first five minutes and of small installations: NeDB, one process. */
export async function openEmbedded(
  options: EmbeddedOptions,
  clock: Clock = systemClock,
): Promise<Store> {
  const folder = 'folder' in options ? options.folder : null;
  const lock = folder === null ? null : await lockFolder(folder);
  let closed = false;
  try {
    const data = new Map<CollectionName, Datastore>();
    const collections: Record<string, unknown> = {};
    for (const name of collectionNames) {
      const file =
        folder === null
          ? new Datastore({ inMemoryOnly: true })
          : new Datastore({
              filename: join(folder, `${name}.db`),
              modes: { fileMode: 0o600, dirMode: 0o700 },
            });
      await file.loadDatabaseAsync();
      data.set(name, file);
      collections[name] = await nedbCollection(file as never, indexPlans[name]);
    }
    const files = filesInStep(collections as unknown as Collections, folder, {
      mustHold: () => lock?.mustHold(),
      writeAll: () => Promise.all([...data.values()].map((each) => each.compactDatafileAsync())),
    });
    const compacting = setInterval(() => {
      // The next write tries again, and whoever asks for it is told.
      files.rewrite().catch(() => undefined);
    }, COMPACT_EVERY_MS).unref();

    return await storeOver(
      untilClosed(files.collections, () => closed),
      {
        async ping() {
          if (closed) throw new StoreUnavailableError('the store is closed');
          await files.catchUp();
        },
        inspect: async () => ({
          kind: 'embedded',
          missingIndexes: missingIndexesOf(data),
          aheadMs: null,
          disk: folder === null ? null : await diskOf(folder),
        }),
        compact: files.rewrite,
        async close() {
          if (closed) return;
          closed = true;
          clearInterval(compacting);
          try {
            // Runs after all that was already under way: NeDB does one thing at a time.
            await files.rewrite();
          } finally {
            await lock?.release();
          }
        },
      },
      clock,
    );
  } catch (error) {
    closed = true;
    await lock?.release();
    throw isOfSystem(error) ? new FilesUnwritableError(folder, error) : error;
  }
}
