import { setTimeout } from 'node:timers/promises';
import { MongoServerError, type Collection as MongoDriverCollection } from 'mongodb';
import type { IndexPlan } from './collection.ts';
import { reaching } from './mongo-errors.ts';

/** The name of our index on a field: what a duplicate key's message is searched for. */
export const indexName = (field: string) => `lens_${field.replaceAll('.', '_')}`;

/** How often index making is tried, and the longest wait in between, in ms. */
const INDEX_TRIES = 5;
const INDEX_WAIT_MS = 300;

/** Servers that start at the same moment make the same indexes; FerretDB then may lock one out. */
export async function makeIndexes<D extends { _id: string }>(
  collection: MongoDriverCollection<D>,
  indexes: readonly IndexPlan[],
): Promise<void> {
  const plans = indexes.map(({ field, unique = false, sparse = false }) => ({
    key: { [field]: 1 as const },
    name: indexName(field),
    unique,
    sparse,
  }));
  for (let tries = 1; ; tries++) {
    try {
      await reaching(() => collection.createIndexes(plans));
      return;
    } catch (error) {
      if (!(error instanceof MongoServerError) || tries === INDEX_TRIES) throw error;
      await setTimeout(Math.random() * INDEX_WAIT_MS);
    }
  }
}
