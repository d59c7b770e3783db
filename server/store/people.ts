import { DuplicateError } from './collection.ts';
import type { Collections } from './collections.ts';
import type { GroupDocument, TechnicianChange, TechnicianDocument } from './documents.ts';
import { folded, placeOf } from './folded.ts';
import { TakenError, type Store } from './store.ts';

function asTaken(error: unknown): never {
  if (!(error instanceof DuplicateError)) throw error;
  const indexes = { email: 'email', folded: 'name', 'wish.key': 'wish' } as const;
  throw new TakenError(indexes[error.field as keyof typeof indexes] ?? 'id');
}

/** By what a technician is searched for and where it stands in a list follow from name and address. */
function technicianPlaces({
  _id,
  name,
  email,
}: Pick<TechnicianDocument, '_id' | 'name' | 'email'>) {
  return { folded: `${folded(name)} ${folded(email)}`, place: placeOf(name, _id) };
}

/** The name as no other group may have it, and where it stands in a list. */
const groupPlaces = ({ _id, name }: Pick<GroupDocument, '_id' | 'name'>) => ({
  folded: folded(name),
  place: placeOf(name, _id),
});

/**
 * What a search must find, letter by letter. Only signs that mean something are escaped: a needless
 * backslash, as before the `-` of an address, is an error in one of the engines.
 */
const literally = (text: string) =>
  new RegExp(folded(text).replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&'), 'u');

/** Technicians and their groups, over either engine. */
export function peopleOver({
  technicians,
  groups,
}: Collections): Pick<Store, 'technicians' | 'groups'> {
  return {
    technicians: {
      insert: (technician) =>
        technicians.insert({ ...technician, ...technicianPlaces(technician) }).catch(asTaken),
      byId: (id) => technicians.findOne({ _id: id }),
      byIds: (ids) => technicians.find({ _id: { $in: ids } }),
      byEmail: (email) => technicians.findOne({ email }),
      byWish: (key) => technicians.findOne({ 'wish.key': key }),
      list: ({ search = '', ...part }) =>
        technicians.page(search === '' ? {} : { folded: { $regex: literally(search) } }, {
          by: 'place',
          order: 'rising',
          ...part,
        }),
      async change(id, revision, change: TechnicianChange) {
        const before = await technicians.findOne({ _id: id, revision });
        if (before === null) return null;
        const set = { ...change, ...technicianPlaces({ ...before, ...change }) };
        return await technicians
          .update({ _id: id, revision }, { set, add: { revision: 1 } })
          .catch(asTaken);
      },
      remove: (id, revision) => technicians.take({ _id: id, revision }),
      administrators: () => technicians.count({ role: 'administrator', disabled: false }),
      inGroup: (groupId) => technicians.count({ groupId }),
      administratorsInGroup: (groupId) => technicians.count({ groupId, role: 'administrator' }),
    },
    groups: {
      insert: (group) => groups.insert({ ...group, ...groupPlaces(group) }).catch(asTaken),
      byId: (id) => groups.findOne({ _id: id }),
      byIds: (ids) => groups.find({ _id: { $in: ids } }),
      byWish: (key) => groups.findOne({ 'wish.key': key }),
      list: (part) => groups.page({}, { by: 'place', order: 'rising', ...part }),
      async change(id, revision, change) {
        const before = await groups.findOne({ _id: id, revision });
        if (before === null) return null;
        const set = { ...change, ...groupPlaces({ ...before, ...change }) };
        return await groups
          .update({ _id: id, revision }, { set, add: { revision: 1 } })
          .catch(asTaken);
      },
      remove: (id, revision) => groups.take({ _id: id, revision }),
    },
  };
}
