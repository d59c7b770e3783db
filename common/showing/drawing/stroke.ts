import type { Place } from '../place.ts';
import { LONGEST_STROKE } from '../said.ts';

/** A freehand stroke as it comes: its parts in any order, and some of them twice. */
export interface Stroke {
  /** Returns how many places are new; those that are there already stay. */
  add(from: number, places: readonly Place[]): number;
  /** How many places there are. */
  count(): number;
  /** The places without gaps, each run by itself. The lists are the stroke's own: they grow with it. */
  runs(): readonly (readonly Place[])[];
}

/** Places without a gap: the first of them is number `from` of the stroke. */
interface Run {
  from: number;
  places: Place[];
}

const endOf = ({ from, places }: Run) => from + places.length;

export function createStroke(): Stroke {
  /** In order, with a gap before each. */
  const runs: Run[] = [];
  let count = 0;

  /** The index of the first run that reaches up to that place, or `runs.length`. */
  function firstThatReaches(place: number): number {
    let low = 0;
    let high = runs.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (endOf(runs[middle]!) < place) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  return {
    add(from, places) {
      const end = Math.min(LONGEST_STROKE, from + places.length);
      if (end <= from) return 0;
      const before = count;
      const first = firstThatReaches(from);
      let after = first;
      while (after < runs.length && runs[after]!.from <= end) after += 1;
      const touched = runs.slice(first, after);
      // Most parts are the next of the last run, which grows where it is.
      const grown =
        touched[0] && touched[0].from <= from ? touched.shift()! : { from, places: [] as Place[] };
      const had = grown.places.length;
      let joined = 0;
      for (const run of touched) {
        grown.places.push(...places.slice(endOf(grown) - from, run.from - from));
        for (const place of run.places) grown.places.push(place);
        joined += run.places.length;
      }
      if (endOf(grown) < end) grown.places.push(...places.slice(endOf(grown) - from, end - from));
      runs.splice(first, after - first, grown);
      count += grown.places.length - had - joined;
      return count - before;
    },
    count: () => count,
    runs: () => runs.map((run) => run.places),
  };
}
