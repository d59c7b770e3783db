/** A marker of a JPEG with all that belongs to it (ISO/IEC 10918-1, B.1.1). */
export interface Segment {
  /** The second byte of the marker. */
  marker: number;
  /** The whole of it, with its marker; of a scan, its coded picture too. */
  bytes: Uint8Array<ArrayBuffer>;
  /** What it says, without marker and length. */
  content: Uint8Array<ArrayBuffer>;
}

const SOI = 0xd8;
const EOI = 0xd9;
const SOS = 0xda;
/** A photo has some dozens, one with a long colour profile or a preview some hundreds. */
const MOST_SEGMENTS = 2_000;

/** Restart markers and stuffed zeros are part of a coded picture. */
const isInScan = (after: number) => after === 0 || (after >= 0xd0 && after <= 0xd7);

/** Where the coded picture from `at` on ends: at the next marker that is no part of it, or -1. */
function endOfScan(file: Uint8Array, at: number): number {
  for (let found = file.indexOf(0xff, at); found >= 0; found = file.indexOf(0xff, found + 1)) {
    const after = file[found + 1];
    if (after === undefined) return -1;
    // Any number of 0xFF may fill up before a marker.
    if (after !== 0xff && !isInScan(after)) return found;
  }
  return -1;
}

/**
 * The segments between a JPEG's first and last marker, or null where it is broken or has more than
 * 2,000 of them. They are views of
 * the file, nothing is copied; what stands behind the end of the picture is not among them.
 */
export function segmentsOf(file: Uint8Array<ArrayBuffer>): Segment[] | null {
  if (file[0] !== 0xff || file[1] !== SOI) return null;
  const segments: Segment[] = [];
  let at = 2;
  for (;;) {
    if (file[at] !== 0xff) return null;
    while (file[at + 1] === 0xff) at += 1;
    const marker = file[at + 1];
    if (marker === EOI) return segments;
    // Below are none that have a length, and a second beginning has none either.
    if (marker === undefined || marker < 0xc0 || (marker >= 0xd0 && marker <= SOI)) return null;
    if (at + 4 > file.length) return null;
    const start = at + 4;
    const end = at + 2 + file[at + 2]! * 256 + file[at + 3]!;
    if (end < start || end > file.length) return null;
    const over = marker === SOS ? endOfScan(file, end) : end;
    if (over < 0) return null;
    if (segments.length === MOST_SEGMENTS) return null;
    const content = file.subarray(start, end);
    segments.push({ marker, content, bytes: file.subarray(at, over) });
    at = over;
  }
}
