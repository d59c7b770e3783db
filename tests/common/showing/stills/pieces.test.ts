import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  LONGEST_LOAD,
  LONGEST_PIECE,
  readPiece,
  writePiece,
} from '../../../../common/showing/stills/pieces.ts';

const u32 = fc.integer({ min: 0, max: 2 ** 32 - 1 });

describe('a piece of a still', () => {
  it('is read as it was written', () => {
    const piece = fc.record({
      still: u32.filter((still) => still > 0),
      offset: u32,
      load: fc.uint8Array({ minLength: 1, maxLength: LONGEST_LOAD }),
    });
    fc.assert(
      fc.property(piece, (each) => {
        const load = new Uint8Array(each.load);
        expect(readPiece(writePiece({ ...each, load }))).toEqual({ ...each, load });
      }),
    );
  });

  it('names its still and its place in eight bytes, the highest first', () => {
    const bytes = writePiece({ still: 258, offset: 65_536, load: new Uint8Array([7]) });
    expect([...new Uint8Array(bytes)]).toEqual([0, 0, 1, 2, 0, 1, 0, 0, 7]);
  });

  it('is never longer than what small messages may wait for', () => {
    const load = new Uint8Array(LONGEST_LOAD);
    expect(writePiece({ still: 1, offset: 0, load }).byteLength).toBe(16_384);
    expect(readPiece(new ArrayBuffer(LONGEST_PIECE + 1))).toBeNull();
  });

  it.each([0, 1, 7, 8])('of %i bytes is none', (length) => {
    expect(readPiece(new Uint8Array(length).fill(1).buffer)).toBeNull();
  });

  it('of still 0 is none: that is the live picture', () => {
    expect(readPiece(writePiece({ still: 0, offset: 0, load: new Uint8Array(1) }))).toBeNull();
  });
});
