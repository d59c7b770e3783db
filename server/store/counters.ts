import { createHmac, randomBytes } from 'node:crypto';
import type { Clock } from '../clock.ts';
import { DuplicateError, type Collection, type Query } from './collection.ts';
import { SCHEMA_VERSION, type CounterDocument } from './documents.ts';
import type { Counter, Store } from './store.ts';

/** What the store keeps the secret of the counters under, and how long that is. */
const SECRET = 'counters';
const SECRET_BYTES = 32;

/**
 * The secret that the servers of a store mask their counters' keys with. Without it, whoever tries all
 * numbers of a country finds those that were counted.
 */
export const countersSecret = (secrets: Store['secrets']): Promise<string> =>
  secrets.get(SECRET, () => randomBytes(SECRET_BYTES).toString('base64url'));

/** Keys are addresses of people and of machines: what is kept of them does not say which. */
export const maskedBy = (secret: string) => (name: string, key: string) =>
  `${name}:${createHmac('sha256', secret).update(key).digest('base64url')}`;

/** What is to be taken back must be there: it may have been counted in a window that is over. */
export const withThese = (points: number): Query =>
  points < 0 ? { points: { $gt: -points - 1 } } : {};

/**
 * Counters in windows that begin with a key's first attempt, each step a compare-and-set on one
 * document. Keys are addresses of people and of machines: what is kept of them does not say which, and
 * not for long (`expired.ts`). The MongoDB engine of rate-limiter-flexible is not used: it renews a window by an upsert
 * that meets its own unique index, which FerretDB answers as an internal error.
 */
export function countersOver(
  counters: Collection<CounterDocument>,
  clock: Clock,
  secret: string,
): Store['counter'] {
  const masked = maskedBy(secret);

  return (name, limit, seconds): Counter => {
    function verdict(counted: CounterDocument | null) {
      const over = counted !== null && counted.points > limit;
      const left = over ? Math.ceil((counted.expiresAt - clock.now()) / 1000) : 0;
      return { over, retryAfterSeconds: over ? Math.max(1, left) : 0 };
    }

    async function count(id: string, points: number): Promise<CounterDocument | null> {
      const now = clock.now();
      const running = { _id: id, expiresAt: { $gt: now }, ...withThese(points) };
      const counted = await counters.update(running, { add: { points } });
      if (counted || points < 0) return counted;
      const begun = { points, expiresAt: now + seconds * 1000 };
      const over = { _id: id, expiresAt: { $lt: now + 1 } };
      const renewed = await counters.update(over, { set: begun });
      if (renewed) return renewed;
      try {
        const first = { _id: id, schema: SCHEMA_VERSION, ...begun };
        await counters.insert(first);
        return first;
      } catch (error) {
        if (!(error instanceof DuplicateError)) throw error;
        // Another attempt of this key began the window meanwhile: this one counts in it.
        return await counters.update(running, { add: { points } });
      }
    }

    return {
      async add(key, points = 1) {
        return verdict(await count(masked(name, key), points));
      },
    };
  };
}
