import { networksOf } from '../http/networks.ts';
import type { Store } from '../store/store.ts';

/** A network's part of what may be risked within a PIN's life, in the units of `pin-risk.ts`. */
interface Part {
  six: number;
  ten: number;
}

/**
 * Of the 9,000,000 units of six digits and the 900,000 after them, what one address may use, and the
 * /56 (a household's line) and the /48 (a site's) that it is of. While six digits do, 200 PINs are open
 * at most and a guess is 2,000,000 units at most: so nobody's part, and another's guess on top of it,
 * comes to more than 9,000,000. No single network can thus bring on the extra digits, nor the pause, and
 * each address may err once at least: 400 / N guesses with N open PINs, three wrong ones and a right one
 * with 100.
 */
const PARTS: readonly [address: Part, of56: Part, of48: Part] = [
  { six: 4_000_000, ten: 300_000 },
  { six: 5_000_000, ten: 400_000 },
  { six: 6_000_000, ten: 500_000 },
];

/** Minutes since 1970, both included. */
type Minutes = readonly [from: number, to: number];

/** What one guesser, and the networks it is of, may risk. */
interface Share {
  /** Adds units in that minute, kept until that time; negative ones are given back. */
  add(minute: number, units: number, keepUntil: number): Promise<void>;
  /** Whether none of them has used more than its part. */
  isKept(life: Minutes): Promise<boolean>;
}

/** Keeps in the store, for all servers, how much of a PIN's life each address has risked. */
export function createPinShares(store: Pick<Store, 'tally'>) {
  return {
    of(address: string, withExtra: boolean): Share {
      const digits = withExtra ? 'ten' : 'six';
      const tallies = networksOf(address).map(({ key }, at) => ({
        most: PARTS[at]![digits],
        tally: store.tally(`pin-share-${digits}`, key),
      }));
      return {
        async add(minute, units, keepUntil) {
          await Promise.all(tallies.map(({ tally }) => tally.add(minute, units, keepUntil)));
        },
        async isKept([from, to]) {
          const kept = await Promise.all(
            tallies.map(async ({ tally, most }) => (await tally.sum(from, to)) <= most),
          );
          return kept.every(Boolean);
        },
      };
    },
  };
}
