/**
 * How a picture is to be turned so that it is seen as the phone was held (Exif 2.32, tag 0x0112): 1 is
 * not at all; from 5 on, its width and height are exchanged.
 */
export type Orientation = 1 | 2 | 3 | 4 | 5 | 6 | 7 | 8;

const ORIENTATION = 0x0112;
const SHORT = 3;
/** "Exif" and two zeros stand before the TIFF structure. */
const HEADER = [0x45, 0x78, 0x69, 0x66, 0, 0] as const;
const ENTRY = 12;

/** The orientation that an EXIF segment's content says; null where it is no EXIF, 1 where it says none. */
export function orientationOf(content: Uint8Array): Orientation | null {
  if (HEADER.some((byte, index) => content[index] !== byte)) return null;
  const tiff = new DataView(content.buffer, content.byteOffset + HEADER.length);
  const length = content.length - HEADER.length;
  if (length < 8) return 1;
  const order = tiff.getUint16(0);
  if (order !== 0x4949 && order !== 0x4d4d) return 1;
  const isLittle = order === 0x4949;
  const first = tiff.getUint32(4, isLittle);
  if (first + 2 > length) return 1;
  const count = tiff.getUint16(first, isLittle);
  for (let index = 0; index < count; index += 1) {
    const entry = first + 2 + index * ENTRY;
    if (entry + ENTRY > length) return 1;
    if (tiff.getUint16(entry, isLittle) !== ORIENTATION) continue;
    if (tiff.getUint16(entry + 2, isLittle) !== SHORT) return 1;
    const value = tiff.getUint16(entry + 8, isLittle);
    return value >= 1 && value <= 8 ? (value as Orientation) : 1;
  }
  return 1;
}

/** A whole EXIF segment (APP1) that says the orientation and nothing else. */
export function exifOf(orientation: Orientation): Uint8Array<ArrayBuffer> {
  const tiff = [
    ...[0x4d, 0x4d, 0, 42, 0, 0, 0, 8],
    ...[0, 1],
    ...[ORIENTATION >> 8, ORIENTATION & 0xff, 0, SHORT, 0, 0, 0, 1, 0, orientation, 0, 0],
    ...[0, 0, 0, 0],
  ];
  const length = 2 + HEADER.length + tiff.length;
  return new Uint8Array([0xff, 0xe1, 0, length, ...HEADER, ...tiff]);
}
