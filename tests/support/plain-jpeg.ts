/** From the first marker to the scan: one frame of one component, of that size. */
const before = (width: number, height: number) => [
  ...[0xff, 0xd8],
  ...[0xff, 0xc0, 0, 11, 8, height >> 8, height & 255, width >> 8, width & 255, 1, 1, 0x11, 0],
  ...[0xff, 0xda, 0, 8, 1, 1, 0, 0, 63, 0],
];
const END = [0xff, 0xd9];
/** The bytes of a JPEG beside its coded picture. */
const FRAMING = before(1, 1).length + END.length;

/**
 * A JPEG's structure around a coded picture that no decoder would draw: of exactly so many bytes,
 * those of the picture given by `byteAt` (0 to 255).
 */
export function plainJpeg(
  { width, height }: { width: number; height: number },
  bytes = 100,
  byteAt: (index: number) => number = (index) => index & 255,
): Uint8Array<ArrayBuffer> {
  const file = new Uint8Array(bytes);
  file.set(before(width, height));
  // 0xFF would begin a marker.
  for (let index = FRAMING - END.length; index < bytes - END.length; index += 1)
    file[index] = Math.min(0xfe, byteAt(index));
  file.set(END, bytes - END.length);
  return file;
}
