import { HttpError } from '../http/http-error.ts';

/** The largest logo, in CSS pixels: as high as a line of the customer page's head at three dots each. */
const WIDEST = 320;
const HIGHEST = 96;
/** The longest logo that is kept, in bytes: it is read with the settings, each second. */
const LONGEST = 10_000;
/**
 * How much an image may unfold to, in bytes: 10 million pixels with transparency, thirteen without. An
 * interlaced one is unfolded whole before it is made small, so that a small file of more is an attack.
 */
const MOST_UNFOLDED = 40_000_000;
/** No depth has less than a byte a pixel once it is unfolded. */
const MOST_PIXELS = MOST_UNFOLDED;
/** The longest side of an image that is read, in pixels: a long strip of few pixels costs as much to resize. */
const LONGEST_SIDE = 10_000;
/** How long reading and writing an image may take, in seconds. */
const WITHIN_SECONDS = 10;

/** How an image gets smaller until it fits: by quality at first, then by size too. */
const qualities = [90, 75, 60, 45, 30];
const sizes = [1, 0.75, 0.5, 0.25, 0.1];

/** The first bytes of the formats that are taken (PNG 1.2, 3.1; JPEG B.1.1.3; RFC 9649, 2.4). */
const isOneOfThem = (given: Buffer) =>
  given.subarray(0, 8).equals(Buffer.from('89504e470d0a1a0a', 'hex')) ||
  given.subarray(0, 3).equals(Buffer.from('ffd8ff', 'hex')) ||
  (given.toString('latin1', 0, 4) === 'RIFF' && given.toString('latin1', 8, 12) === 'WEBP');

/** A logo as it is kept. */
export interface LogoImage {
  type: 'image/webp';
  bytes: Buffer;
}

async function loadSharp() {
  const { default: sharp } = await import('sharp');
  // A logo in a minute at most: neither threads nor memory are worth keeping for it.
  sharp.concurrency(1);
  sharp.cache(false);
  // Of libvips' many readers the three that are needed.
  sharp.block({ operation: ['VipsForeignLoad'] });
  sharp.unblock({
    operation: [
      'VipsForeignLoadPngBuffer',
      'VipsForeignLoadJpegBuffer',
      'VipsForeignLoadWebpBuffer',
    ],
  });
  return sharp;
}

type Sharp = Awaited<ReturnType<typeof loadSharp>>;

async function read(sharp: Sharp, given: Uint8Array): Promise<LogoImage> {
  const input = { limitInputPixels: MOST_PIXELS, failOn: 'error' } as const;
  // By what its head says, before anything of it is unfolded.
  const { width, height, channels, depth } = await sharp(given, input).metadata();
  if (Math.max(width, height) > LONGEST_SIDE) throw new Error('it is too long or too high');
  // libvips reads less than eight bits as eight, and a palette as its colours.
  const sample = depth === 'uchar' ? 1 : 2;
  if (width * height * channels * sample > MOST_UNFOLDED) throw new Error('it unfolds to too much');
  // Drawn once, so that a large image is not read again for each try. Upright, since the note of how
  // it was held is dropped with all others; of an animation the first picture.
  const { data, info } = await sharp(given, input)
    .autoOrient()
    .resize({ width: WIDEST, height: HIGHEST, fit: 'inside', withoutEnlargement: true })
    .toColourspace('srgb')
    .raw()
    .timeout({ seconds: WITHIN_SECONDS })
    .toBuffer({ resolveWithObject: true });
  const drawn = (size: number) =>
    sharp(data, {
      raw: { width: info.width, height: info.height, channels: info.channels },
    }).resize(
      Math.max(1, Math.round(info.width * size)),
      Math.max(1, Math.round(info.height * size)),
      { fit: 'fill' },
    );

  const lossless = await drawn(1).webp({ lossless: true, effort: 6 }).toBuffer();
  if (lossless.length <= LONGEST) return { type: 'image/webp', bytes: lossless };
  for (const size of sizes)
    for (const quality of qualities) {
      const bytes = await drawn(size)
        .webp({ quality, alphaQuality: quality, effort: 6 })
        .toBuffer();
      if (bytes.length <= LONGEST) return { type: 'image/webp', bytes };
    }
  throw new Error('no size of it fits');
}

/**
 * Makes a logo of a PNG, JPEG or WebP: within 320x96, 10 kB at most, without anything that was noted
 * in the file. Throws `image_invalid` for whatever cannot be read as one of them, for a side of more
 * than 10,000 pixels, and for more than 40 MB once unfolded.
 */
export type ReadLogo = (given: Uint8Array) => Promise<LogoImage>;

/** One image at a time: each may need tens of megabytes while it is read. */
export function createLogoReader(): ReadLogo {
  let loading: Promise<Sharp> | undefined;
  let last: Promise<unknown> = Promise.resolve();

  return async function readLogo(given) {
    const { buffer, byteOffset, byteLength } = given;
    if (!isOneOfThem(Buffer.from(buffer, byteOffset, byteLength)))
      throw new HttpError('image_invalid');
    const sharp = await (loading ??= loadSharp());
    const turn = last.then(() => read(sharp, given));
    last = turn.catch(() => undefined);
    return await turn.catch(() => {
      throw new HttpError('image_invalid');
    });
  };
}
