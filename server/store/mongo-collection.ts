import {
  MongoClientClosedError,
  MongoNetworkError,
  MongoNotConnectedError,
  MongoOperationTimeoutError,
  MongoServerError,
  MongoServerSelectionError,
  MongoTopologyClosedError,
  type Collection as MongoDriverCollection,
  type Document,
  type Filter,
  type UpdateFilter,
} from 'mongodb';
import { DuplicateError, type Collection, type IndexPlan, type Update } from './collection.ts';
import { StoreUnavailableError } from './store.ts';

const unreachable = [
  MongoClientClosedError,
  MongoNetworkError,
  MongoNotConnectedError,
  MongoOperationTimeoutError,
  MongoServerSelectionError,
  MongoTopologyClosedError,
];

/** MongoDB's code for a unique index that refused a write. */
const DUPLICATE_KEY = 11000;
/**
 * Codes by which a server says that it is going away or has lost its own: shutdown in progress, not
 * primary and the like (MongoDB's specification of retryable reads).
 */
const goingAway = new Set([6, 7, 89, 91, 189, 262, 9001, 10107, 11600, 11602, 13435, 13436]);

/** Runs an operation; a database that cannot be reached is told as StoreUnavailableError. */
export async function reaching<T>(operation: () => Promise<T>): Promise<T> {
  try {
    return await operation();
  } catch (error) {
    const away =
      unreachable.some((kind) => error instanceof kind) ||
      (error instanceof MongoServerError && goingAway.has(Number(error.code)));
    throw away
      ? new StoreUnavailableError('the database cannot be reached', { cause: error })
      : error;
  }
}

/** The name of our index on a field: what a duplicate key's message is searched for. */
const indexName = (field: string) => `lens_${field.replaceAll('.', '_')}`;

/** FerretDB says by this, with the code of any internal error, that an update met a unique index. */
const isDuplicate = (error: unknown): error is MongoServerError =>
  error instanceof MongoServerError &&
  (error.code === DUPLICATE_KEY || error.message.includes('violates exclusion constraint'));

function operators(update: Update) {
  return {
    ...(update.set && Object.keys(update.set).length && { $set: update.set }),
    ...(update.unset?.length && {
      $unset: Object.fromEntries(update.unset.map((field) => [field, ''])),
    }),
    ...(update.add && { $inc: update.add }),
  } as UpdateFilter<Document>;
}

/** A collection of MongoDB, or of any server that speaks its protocol. */
export async function mongoCollection<D extends { _id: string }>(
  collection: MongoDriverCollection<D>,
  indexes: readonly IndexPlan[],
): Promise<Collection<D>> {
  for (const { field, unique = false, sparse = false } of indexes)
    await reaching(() =>
      collection.createIndex({ [field]: 1 }, { name: indexName(field), unique, sparse }),
    );
  const unique = indexes.filter((plan) => plan.unique).map((plan) => plan.field);
  const asked = (query: object) => query as Filter<D>;

  /**
   * Not every server fills `keyPattern`; most name the index in the message, and where one does not,
   * the field is the one whose value another document has.
   */
  async function takenField(error: MongoServerError, written: Readonly<Record<string, unknown>>) {
    const named = unique.find((field) => error.message.includes(indexName(field)));
    if (named !== undefined) return named;
    for (const field of unique.filter((each) => written[each] !== undefined))
      if (await reaching(() => collection.findOne(asked({ [field]: written[field] }))))
        return field;
    return '_id';
  }

  async function writing<T>(
    operation: () => Promise<T>,
    written: Readonly<Record<string, unknown>>,
  ): Promise<T> {
    try {
      return await reaching(operation);
    } catch (error) {
      throw isDuplicate(error) ? new DuplicateError(await takenField(error, written)) : error;
    }
  }

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
