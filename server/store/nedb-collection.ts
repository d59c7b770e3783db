import type Datastore from '@seald-io/nedb';
import {
  DuplicateError,
  valueAt,
  within,
  type Collection,
  type IndexPlan,
  type Update,
} from './collection.ts';

/** NeDB says which value was taken, not in which index: the field is the unique one that has it. */
function duplicate(error: unknown, written: Readonly<Record<string, unknown>>, unique: string[]) {
  const violation = error as { errorType?: string; key?: unknown };
  if (violation.errorType !== 'uniqueViolated') return error;
  const field = unique.find((name) => valueAt(written, name) === violation.key);
  return field === undefined ? error : new DuplicateError(field);
}

function operators(update: Update) {
  return {
    ...(update.set && { $set: update.set }),
    ...(update.unset?.length && {
      $unset: Object.fromEntries(update.unset.map((field) => [field, true])),
    }),
    ...(update.add && { $inc: update.add }),
  };
}

/**
 * A collection in one NeDB file. Its executor runs one operation at a time, which is what makes an
 * update a compare-and-set. What is removed is compacted away at once: until then NeDB keeps the
 * erased document in its file.
 */
export async function nedbCollection<D extends { _id: string }>(
  data: Datastore<D>,
  indexes: readonly IndexPlan[],
): Promise<Collection<D>> {
  for (const { field, unique = false, sparse = false } of indexes)
    await data.ensureIndexAsync({ fieldName: field, unique, sparse });
  const unique = ['_id', ...indexes.filter((plan) => plan.unique).map((plan) => plan.field)];

  async function remove(query: object): Promise<number> {
    const removed = await data.removeAsync(query, { multi: true });
    if (removed > 0) await data.compactDatafileAsync();
    return removed;
  }

  return {
    async insert(document) {
      await data.insertAsync(document).catch((error: unknown) => {
        throw duplicate(error, document, unique);
      });
    },
    async findOne(query, newestBy) {
      if (newestBy === undefined) return (await data.findOneAsync<D>(query)) ?? null;
      const [newest] = await data
        .findAsync<D>(query)
        .sort({ [newestBy]: -1 })
        .limit(1);
      return newest ?? null;
    },
    async find(query) {
      return await data.findAsync<D>(query);
    },
    async page(query, part) {
      return await data
        .findAsync<D>(within(query, part))
        .sort({ [part.by]: part.order === 'rising' ? 1 : -1 })
        .limit(part.limit);
    },
    async count(query) {
      return await data.countAsync(query);
    },
    async update(query, update) {
      const { affectedDocuments } = await data
        .updateAsync<D, { returnUpdatedDocs: true }>(query, operators(update), {
          returnUpdatedDocs: true,
        })
        .catch((error: unknown) => {
          throw duplicate(error, update.set ?? {}, unique);
        });
      return affectedDocuments ?? null;
    },
    async replace(query, document) {
      return (await data.updateAsync(query, document, {})).numAffected === 1;
    },
    async take(query) {
      const found = await data.findOneAsync<D>(query);
      return found && (await remove({ ...query, _id: found._id })) === 1 ? found : null;
    },
    remove,
  };
}
