import { DuplicateError, type Update } from './collection.ts';
import type { Collections } from './collections.ts';
import type { SessionChange } from './documents.ts';
import { TakenError, type Store } from './store.ts';
import { sessionStates } from '../../common/contract/session.ts';

const openStates = sessionStates.filter((state) => state !== 'ended');

function asTaken(error: unknown): never {
  if (!(error instanceof DuplicateError)) throw error;
  if (error.field === 'wish.key') throw new TakenError('wish');
  throw new TakenError(error.field === 'openFor' || error.field === 'pin' ? error.field : 'id');
}

/** The set of compare-and-set. Seats are set one by one: the other side may change its own meanwhile. */
function whatChanges({ seats, ...fields }: SessionChange): Update {
  const set: Record<string, unknown> = {};
  const unset: string[] = [];
  const note = (path: string, value: unknown) =>
    value === undefined ? unset.push(path) : (set[path] = value);
  for (const [field, value] of Object.entries(fields)) note(field, value);
  for (const [side, seat] of Object.entries(seats ?? {}))
    if (seat !== undefined) note(`seats.${side}`, seat);
  return { set, unset, add: { revision: 1 } };
}

/** Sessions as named operations, over either engine. */
export function sessionsOver({ sessions }: Collections): Store['sessions'] {
  return {
    insert: (session) => sessions.insert(session).catch(asTaken),
    byId: (id) => sessions.findOne({ _id: id }),
    openOf: (technicianId) => sessions.findOne({ openFor: technicianId }),
    byPin: (pin, extra) =>
      sessions.findOne(extra === undefined ? { pin } : { pin, pinExtra: extra }),
    byFormerPin: (pin) => sessions.findOne({ 'formerPins.pin': pin }, 'createdAt'),
    byLink: async (hash) =>
      (await sessions.findOne({ 'links.hash': hash })) ??
      (await sessions.findOne({ 'formerLinks.hash': hash })),
    byIds: (ids) => sessions.find({ _id: { $in: ids } }),
    byWish: (key) => sessions.findOne({ 'wish.key': key }),
    openPins: (now) => sessions.count({ pinExpiresAt: { $gt: now }, state: 'waiting' }),
    toErase: async (before) =>
      (await sessions.find({ state: 'ended', endedAt: { $lt: before } })).filter(
        ({ erasedAt }) => erasedAt === undefined,
      ),
    open: () => sessions.find({ state: { $in: openStates } }),
    change: (id, { revision }, change) =>
      sessions.update({ _id: id, revision }, whatChanges(change)).catch(asTaken),
    async noteSeat(id, side, generation, presence) {
      const seat = `seats.${side}`;
      const held = { _id: id, [`${seat}.generation`]: generation };
      const set = Object.fromEntries(
        Object.entries(presence)
          .filter(([, value]) => value !== undefined)
          .map(([field, value]) => [`${seat}.${field}`, value]),
      );
      const there = { [`${seat}.awayAt`]: null };
      const away = { [`${seat}.awayAt`]: { $gt: -1 } };
      const [other, same] = presence.awayAt === null ? [away, there] : [there, away];
      const news = { set, add: { revision: 1 } };
      const turn = () => sessions.update({ ...held, ...other }, news);
      const flow = { ...held, ...same, [`${seat}.flowing`]: !presence.flowing };
      // Meanwhile another note may have turned it: the last one finds what that left.
      return (
        (await turn()) ??
        (await sessions.update(flow, news)) ??
        (await sessions.update({ ...held, ...same }, { set })) ??
        (await turn())
      );
    },
    removeEnded: async (before) => void (await sessions.remove({ endedAt: { $lt: before } })),
  };
}
