import type {
  Collection as MongoDriverCollection,
  Document,
  Filter,
  MongoServerError,
  UpdateFilter,
} from 'mongodb';
import {
  DuplicateError,
  valueAt,
  within,
  type Collection,
  type IndexPlan,
  type Update,
} from './collection.ts';
import { isDuplicate, reaching } from './mongo-errors.ts';
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

/** A collection of MongoDB, or of any server that speaks its protocol. */
export async function mongoCollection<D extends { _id: string }>(
  collection: MongoDriverCollection<D>,
  indexes: readonly IndexPlan[],
): Promise<Collection<D>> {
  if (indexes.length > 0) await makeIndexes(collection, indexes);
  const unique = indexes.filter((plan) => plan.unique).map((plan) => plan.field);
  const asked = (query: object) => query as Filter<D>;

  /**
   * Not every server fills `keyPattern`; most name the index in the message, and where one does not,
   * the field is the one whose value another document has.
   */
  async function takenField(error: MongoServerError, written: Readonly<Record<string, unknown>>) {
    const named = unique.find((field) => error.message.includes(indexName(field)));
    if (named !== undefined) return named;
    for (const field of unique) {
      const value = valueAt(written, field);
      if (
        value !== undefined &&
        (await reaching(() => collection.findOne(asked({ [field]: value }))))
      )
        return field;
    }
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
