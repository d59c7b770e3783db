import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createStroke } from '../../../../common/showing/drawing/stroke.ts';
import type { Place } from '../../../../common/showing/place.ts';
import { LONGEST_STROKE } from '../../../../common/showing/said.ts';

/** The place of that number in an imitated stroke. */
const at = (number: number): Place => [number % 10_000, 1];
const placesFrom = (from: number, count: number) =>
  Array.from({ length: count }, (_, index) => at(from + index));

describe('a stroke', () => {
  it('is its places in order with its gaps, in whatever order and how often its parts come', () => {
    const part = fc.record({
      from: fc.oneof(fc.nat(60), fc.integer({ min: LONGEST_STROKE - 20, max: LONGEST_STROKE })),
      count: fc.integer({ min: 1, max: 12 }),
    });
    fc.assert(
      fc.property(fc.array(part, { maxLength: 25 }), (parts) => {
        const stroke = createStroke();
        const numbers = new Set<number>();
        for (const { from, count } of parts) {
          const before = numbers.size;
          for (let number = from; number < Math.min(from + count, LONGEST_STROKE); number += 1)
            numbers.add(number);
          expect(stroke.add(from, placesFrom(from, count))).toBe(numbers.size - before);
        }
        const runs: Place[][] = [];
        for (const number of [...numbers].sort((one, other) => one - other)) {
          if (!numbers.has(number - 1)) runs.push([]);
          runs.at(-1)!.push(at(number));
        }
        expect(stroke.runs()).toEqual(runs);
        expect(stroke.count()).toBe(numbers.size);
      }),
      { numRuns: 1_000 },
    );
  });
});
