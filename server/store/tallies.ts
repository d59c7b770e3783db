import { DuplicateError, type Collection } from './collection.ts';
import { maskedBy, withThese } from './counters.ts';
import { SCHEMA_VERSION, type CounterDocument } from './documents.ts';
import type { Store, Tally } from './store.ts';

/** Points in slots of time, each one document among the counters, which removes it when it is over. */
export function talliesOver(counters: Collection<CounterDocument>, secret: string): Store['tally'] {
  const masked = maskedBy(secret);
  return (name, key): Tally => {
    const of = key === undefined ? name : masked(name, key);
    const idOf = (slot: number) => `${of}@${slot}`;
    return {
      async add(slot, points, keepUntil) {
        const _id = idOf(slot);
        const add = () => counters.update({ _id, ...withThese(points) }, { add: { points } });
        // What is gone already takes nothing back.
        if ((await add()) || points < 0) return;
        const first = { _id, schema: SCHEMA_VERSION, points, expiresAt: keepUntil };
        await counters.insert(first).catch(async (error: unknown) => {
          if (!(error instanceof DuplicateError)) throw error;
          await add();
        });
      },
      async sum(from, to) {
        const slots = Array.from({ length: to - from + 1 }, (_, index) => idOf(from + index));
        const found = await counters.find({ _id: { $in: slots } });
        return found.reduce((sum, { points }) => sum + points, 0);
      },
    };
  };
}
