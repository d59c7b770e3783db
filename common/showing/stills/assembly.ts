import { LARGEST_STILL } from '../said.ts';
import { LONGEST_LOAD, type Piece } from './pieces.ts';

/**
 * A still that is put together from its pieces, from the first byte on. They come in order over one
 * channel; where a channel took another's place, some come twice and none is left out, because what is
 * missing is asked for. All are full but the last: each is kept with all that it holds in memory, and so
 * there are never many small ones.
 */
export interface Assembly {
  /** True where it brought something new. */
  add(piece: Pick<Piece, 'offset' | 'load'>): boolean;
  /** How many bytes there are, from the first on. */
  received(): number;
  /** It has that many bytes; false where what has come is no beginning of it. */
  limitTo(bytes: number): boolean;
  blob(type: string): Blob;
}

export function createAssembly(): Assembly {
  const loads: Uint8Array<ArrayBuffer>[] = [];
  let received = 0;
  let limit = LARGEST_STILL;
  let isLimited = false;
  let isWhole = false;
  return {
    add({ offset, load }) {
      const end = offset + load.length;
      if (isWhole || offset !== received || end > limit) return false;
      const isLast = load.length < LONGEST_LOAD;
      if (isLast && isLimited && end < limit) return false;
      loads.push(load);
      received = end;
      isWhole = isLast || end === limit;
      return true;
    },
    received: () => received,
    limitTo(bytes) {
      limit = bytes;
      isLimited = true;
      return isWhole ? received === bytes : received <= bytes;
    },
    blob: (type) => new Blob(loads, { type }),
  };
}
