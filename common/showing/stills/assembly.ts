import { LARGEST_STILL } from '../said.ts';
import type { Piece } from './pieces.ts';

/**
 * A still that is put together from its pieces, from the first byte on. They come in order over one
 * channel; where a channel took another's place, some come twice and none is left out, because what is
 * missing is asked for.
 */
export interface Assembly {
  /** True where it brought something new. */
  add(piece: Pick<Piece, 'offset' | 'load'>): boolean;
  /** How many bytes there are, from the first on. */
  received(): number;
  /** What is longer than this is not taken, in bytes. */
  limitTo(bytes: number): void;
  blob(type: string): Blob;
}

export function createAssembly(): Assembly {
  const loads: Uint8Array<ArrayBuffer>[] = [];
  let received = 0;
  let limit = LARGEST_STILL;
  return {
    add({ offset, load }) {
      const end = offset + load.length;
      if (offset > received || end <= received || end > limit) return false;
      loads.push(load.subarray(received - offset));
      received = end;
      return true;
    },
    received: () => received,
    limitTo: (bytes) => void (limit = bytes),
    blob: (type) => new Blob(loads, { type }),
  };
}
