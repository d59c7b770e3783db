import { setTimeout } from 'node:timers/promises';
import type {
  Collection as MongoDriverCollection,
  Document,
  Filter,
  MongoServerError,
  UpdateFilter,
} from 'mongodb';
import { createTurns } from '../in-turn.ts';
import {
  DuplicateError,
  valueAt,
  within,
  type Collection,
  type IndexPlan,
  type Update,
} from './collection.ts';
import { isDuplicate, metAnother, reaching } from './mongo-errors.ts';
import { indexName, makeIndexes } from './mongo-indexes.ts';

function operators(update: Update) {
  return {
    ...(update.set && Object.keys(update.set).length && { $set: update.set }),
    ...(update.unset?.length && {
      $unset: Object.fromEntries(update.unset.map((field) => [field, ''])),
    }),
    ...(update.add && { $inc: update.add }),
  } as UpdateFilter<Document>;
}

/** How often a write is tried that met others, and the longest wait in between, in ms. */
const WRITE_TRIES = 5;
const WRITE_WAIT_MS = 200;

/** A collection of MongoDB, or of any server that speaks its protocol. */
export async function mongoCollection<D extends { _id: string }>(
  collection: MongoDriverCollection<D>,
  indexes: readonly IndexPlan[],
): Promise<Collection<D>> {
  if (indexes.length > 0) await makeIndexes(collection, indexes);
  const unique = indexes.filter((plan) => plan.unique).map((plan) => plan.field);
  const inTurn = createTurns();
  const asked = (query: object) => query as Filter<D>;

  /** The field of which another document has the value that was to be written. */
  async function takenNow(written: Readonly<Record<string, unknown>>): Promise<string | undefined> {
    for (const field of unique) {
      const value = valueAt(written, field);
      const isTaken = async () =>
        (await reaching(() => collection.findOne(asked({ [field]: value })))) !== null;
      if (value !== undefined && (await isTaken())) return field;
    }
    return undefined;
  }

  /** Not every server fills `keyPattern`; most name the index in the message. */
  async function takenField(error: MongoServerError, written: Readonly<Record<string, unknown>>) {
    const named = unique.find((field) => error.message.includes(indexName(field)));
    return named ?? (await takenNow(written)) ?? '_id';
  }

  /**
   * Tries a write until it is done or refused. Two at once for one value, from two servers, may meet
   * in a deadlock of FerretDB's PostgreSQL, which undoes one a second later: whose value is taken by
   * then is told so, and the other is tried again.
   */
  async function trying<T>(
    operation: () => Promise<T>,
    written: Readonly<Record<string, unknown>>,
  ): Promise<T> {
    for (let tries = 1; ; tries += 1) {
      try {
        return await reaching(operation);
      } catch (error) {
        if (isDuplicate(error)) throw new DuplicateError(await takenField(error, written));
        if (!metAnother(error)) throw error;
        const taken = await takenNow(written);
        if (taken !== undefined) throw new DuplicateError(taken);
        if (tries === WRITE_TRIES) throw error;
      }
      await setTimeout(Math.random() * WRITE_WAIT_MS);
    }
  }

  /**
   * Runs a write; of this server's, those for one unique value go one after another. Twenty at once
   * would deadlock each other in FerretDB until some have waited longer than an operation may.
   */
  const writing: typeof trying = (operation, written) =>
    unique
      .map((field) => ({ field, value: valueAt(written, field) }))
      .filter(({ value }) => value !== undefined)
      .reduce(
        (write, { field, value }) =>
          () =>
            inTurn(JSON.stringify([field, value]), write),
        () => trying(operation, written),
      )();

  return {
    async insert(document) {
      await writing(() => collection.insertOne(document as never), document);
    },
    findOne: (query, newestBy) =>
      reaching(
        () =>
          collection.findOne(
            asked(query),
            newestBy === undefined ? {} : { sort: { [newestBy]: -1 } },
          ) as Promise<D | null>,
      ),
    find: (query) => reaching(() => collection.find(asked(query)).toArray() as Promise<D[]>),
    page: (query, part) =>
      reaching(
        () =>
          collection
            .find(asked(within(query, part)))
            .sort({ [part.by]: part.order === 'rising' ? 1 : -1 })
            .limit(part.limit)
            .toArray() as Promise<D[]>,
      ),
    count: (query) => reaching(() => collection.countDocuments(asked(query))),
    update: (query, update) =>
      writing(
        () =>
          collection.findOneAndUpdate(asked(query), operators(update) as UpdateFilter<D>, {
            returnDocument: 'after',
          }) as Promise<D | null>,
        update.set ?? {},
      ),
    async replace(query, document) {
      const { matchedCount } = await writing(
        () => collection.replaceOne(asked(query), document as never),
        document,
      );
      return matchedCount === 1;
    },
    take: (query) => reaching(() => collection.findOneAndDelete(asked(query)) as Promise<D | null>),
    async remove(query) {
      return (await reaching(() => collection.deleteMany(asked(query)))).deletedCount;
    },
  };
}
