import sharp from 'sharp';

/** What betrays who took a photo, where and with what: none of it may be left anywhere in the file. */
export const MARKS = [
  'SECRET-MAKER',
  'SECRET-OWNER',
  'SECRET-SERIAL',
  'SECRET-GPS',
  'SECRET-XMP',
  'SECRET-COMMENT',
  'SECRET-TRAILER',
  'SECRET-IPTC',
] as const;

/** A picture of which each corner can be told from the others, 64 wide and 40 high. */
const scene = () =>
  sharp({ create: { width: 64, height: 40, channels: 3, background: '#777' } }).composite([
    {
      input: { create: { width: 16, height: 16, channels: 3, background: '#f00' } },
      left: 0,
      top: 0,
    },
    {
      input: { create: { width: 16, height: 16, channels: 3, background: '#0f0' } },
      left: 48,
      top: 0,
    },
    {
      input: { create: { width: 16, height: 16, channels: 3, background: '#00f' } },
      left: 0,
      top: 24,
    },
  ]);

export interface PhotoOptions {
  progressive?: boolean;
  orientation?: number;
  icc?: boolean;
  /** In pixels; 64 by 40 unless told. */
  size?: { width: number; height: number };
}

/** A photo as a phone takes it: with its place, its owner and its device in all parts of its EXIF. */
export async function photo({
  progressive = false,
  orientation = 1,
  icc,
  size,
}: PhotoOptions = {}) {
  let picture = sharp(await scene().png().toBuffer()).jpeg({ progressive, quality: 92 });
  if (size) picture = picture.resize({ ...size, fit: 'fill', kernel: 'nearest' });
  if (icc) picture = picture.withIccProfile('p3');
  if (orientation !== 1) picture = picture.withMetadata({ orientation });
  return new Uint8Array(
    await picture
      .withExif({
        IFD0: { Make: 'SECRET-MAKER', Artist: 'SECRET-OWNER' },
        IFD1: { ImageDescription: 'SECRET-OWNER' },
        IFD2: { BodySerialNumber: 'SECRET-SERIAL', UserComment: 'SECRET-COMMENT' },
        IFD3: {
          GPSLatitudeRef: 'N',
          GPSLatitude: '48/1 51/1 30/1',
          GPSMapDatum: 'SECRET-GPS',
        },
      })
      .withXmp('<x:xmpmeta xmlns:x="adobe:ns:meta/"><a>SECRET-XMP</a></x:xmpmeta>')
      .toBuffer(),
  );
}

const text = (words: string) => [...words].map((letter) => letter.charCodeAt(0));

export function segment(marker: number, content: readonly number[]): number[] {
  const length = content.length + 2;
  return [0xff, marker, length >> 8, length & 0xff, ...content];
}

/** The same JPEG with these segments after its first marker, and something hung on behind it. */
export function stuffed(
  jpeg: Uint8Array,
  segments: readonly number[][],
  behind: string | Uint8Array,
) {
  const trailer = typeof behind === 'string' ? text(behind) : behind;
  return new Uint8Array([
    ...jpeg.subarray(0, 2),
    ...segments.flat(),
    ...jpeg.subarray(2),
    ...trailer,
  ]);
}

/** What phones and programs put into a photo beside EXIF. */
export const personalSegments = [
  segment(0xfe, text('SECRET-COMMENT')),
  segment(0xed, text('Photoshop 3.0\0SECRET-IPTC')),
  segment(0xe2, text('MPF\0SECRET-TRAILER')),
  segment(0xe0, text('JFXX\0SECRET-TRAILER')),
  segment(0xe4, text('SECRET-SERIAL')),
];

export const concat = (parts: readonly Uint8Array[]) => new Uint8Array(Buffer.concat(parts));
