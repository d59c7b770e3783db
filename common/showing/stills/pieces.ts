import type { StillId } from '../said.ts';

/**
 * How long a piece may be, header and all, in bytes: whoever sends what is large beside small messages
 * keeps each part of it to 16 KiB, so that none of those waits longer for it (RFC 8831, 6.6).
 */
export const LONGEST_PIECE = 16 * 1024;
const HEADER = 8;
/** How many bytes of a still one piece carries at most. */
export const LONGEST_LOAD = LONGEST_PIECE - HEADER;

/**
 * A piece of a still, as it goes over the channel for bytes: the still's number and the place of the
 * piece's first byte within it, each in four bytes, the highest first; then the bytes.
 */
export interface Piece {
  still: StillId;
  /** In bytes, from the still's first one. */
  offset: number;
  load: Uint8Array<ArrayBuffer>;
}

export function writePiece({ still, offset, load }: Piece): ArrayBuffer {
  const bytes = new ArrayBuffer(HEADER + load.length);
  const header = new DataView(bytes);
  header.setUint32(0, still);
  header.setUint32(4, offset);
  new Uint8Array(bytes, HEADER).set(load);
  return bytes;
}

/** A piece as it came from the other side, or null for what is none. */
export function readPiece(bytes: ArrayBuffer): Piece | null {
  if (bytes.byteLength <= HEADER || bytes.byteLength > LONGEST_PIECE) return null;
  const header = new DataView(bytes);
  const still = header.getUint32(0);
  if (still === 0) return null;
  return { still, offset: header.getUint32(4), load: new Uint8Array(bytes, HEADER) };
}
