import { expect, test } from 'vitest';
import { createSlab } from '../../../server/signalling/slab.ts';

test('what is cut out of one piece of memory never overlaps, however much is taken', () => {
  const take = createSlab();
  const lengths = [1, 65_536, 200_000, 262_144, 262_145, 0, 7];
  const pieces = [...lengths, ...lengths].map((bytes, at) => take(bytes).fill(at));
  expect(pieces.map(({ length }) => length)).toEqual([...lengths, ...lengths]);
  for (const [at, piece] of pieces.entries()) expect(piece.every((byte) => byte === at)).toBe(true);
});
