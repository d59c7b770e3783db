import { expect, test } from 'vitest';
import { createSteady } from '../../../../common/call/causes/steady.ts';

const looks = (...all: [at: number, isSo: boolean | null][]) => {
  const steady = createSteady({ enterMs: 6_000, leaveMs: 8_000 });
  return all.map(([at, isSo]) => steady.look(isSo, at));
};

test('what lasts is said, and no longer once it has been away for a while', () => {
  expect(
    looks(
      [0, true],
      [4_000, true],
      [6_000, true],
      [8_000, false],
      [14_000, false],
      [16_000, false],
    ),
  ).toEqual([false, false, true, true, true, false]);
});

test('what comes and goes is never said', () => {
  const coming = Array.from({ length: 40 }, (_, n) => [n * 2_000, n % 3 !== 2] as const);
  expect(looks(...coming.map(([at, isSo]) => [at, isSo] as [number, boolean]))).not.toContain(true);
});

test('what goes and comes does not flicker once it was said', () => {
  const going = Array.from({ length: 40 }, (_, n) => [n * 2_000, n < 5 || n % 3 === 0] as const);
  const said = looks(...going.map(([at, isSo]) => [at, isSo] as [number, boolean]));
  expect(said.slice(4)).not.toContain(false);
});

test('what cannot be told stays as it is', () => {
  expect(looks([0, null], [0, true], [6_000, true], [9_000, null], [60_000, null])).toEqual([
    false,
    false,
    true,
    true,
    true,
  ]);
});
