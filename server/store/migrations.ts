import type { CollectionName, Collections } from './collections.ts';
import { collectionNames } from './collections.ts';
import type { Collection } from './collection.ts';
import { DuplicateError } from './collection.ts';
import { SCHEMA_VERSION } from './documents.ts';
import { administration } from './migrations/administration.ts';

export type Stored = { _id: string; schema: number };

/**
 * A step from the schema version before `to` to `to`: how the documents of the collections that
 * change are rewritten. A collection that it does not name keeps its documents but for the version.
 */
export interface Migration {
  to: number;
  rewrite: Partial<Record<CollectionName, (document: Stored) => Stored>>;
}

/** Every migration since the first release, in order. */
export const migrations: readonly Migration[] = [administration];

/** Thrown at start when a newer release has already rewritten this store. */
export class NewerStoreError extends Error {}

/**
 * Brings every document to the newest schema version. Each document says its own version, and is
 * replaced only while it still has the former one: so a start that was cut short is resumed by the
 * next, and two servers that start at once do not rewrite anything twice.
 */
export async function migrate(
  collections: Collections,
  steps: readonly Migration[] = migrations,
  newest: number = SCHEMA_VERSION,
): Promise<void> {
  const meta = await collections.meta.findOne({ _id: 'store' });
  if (meta && meta.schema > newest)
    throw new NewerStoreError(
      `This data was written by a newer Lens (schema ${meta.schema}; this one knows ${newest}). Start that version, or a newer one.`,
    );
  for (const { to, rewrite } of steps) {
    if (meta && meta.schema >= to) continue;
    for (const name of collectionNames.filter((each) => each !== 'meta')) {
      const collection = collections[name] as unknown as Collection<Stored>;
      const step = rewrite[name] ?? ((document: Stored) => document);
      for (const document of await collection.find({ schema: to - 1 }))
        await collection.replace(
          { _id: document._id, schema: to - 1 },
          { ...step(document), schema: to },
        );
    }
  }
  const reached = { _id: 'store', schema: newest };
  if (await collections.meta.replace({ _id: 'store' }, reached)) return;
  await collections.meta.insert(reached).catch((error: unknown) => {
    if (!(error instanceof DuplicateError)) throw error;
  });
}
