import fc from 'fast-check';
import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import { cleanJpeg } from '../../../../common/showing/stills/clean-jpeg.ts';
import { concat, MARKS, personalSegments, photo, segment, stuffed } from './photos.ts';

const has = (file: Uint8Array, mark: string) => Buffer.from(file).includes(mark);
const marksIn = (file: Uint8Array) => MARKS.filter((mark) => has(file, mark));

/** The pixels as a decoder gives them, turned as the file says. */
const pixels = (file: Uint8Array) =>
  sharp(file).autoOrient().raw().toBuffer({ resolveWithObject: true });

async function clean(file: Uint8Array<ArrayBuffer>) {
  const found = cleanJpeg(file);
  if (!found) throw new Error('It is no JPEG.');
  const { parts, ...size } = found;
  const bytes = concat(parts);
  return { bytes, size, says: await sharp(bytes).metadata() };
}

async function expectSamePicture(one: Uint8Array, other: Uint8Array): Promise<void> {
  const [first, second] = [await pixels(one), await pixels(other)];
  expect(first.info).toEqual(second.info);
  expect(first.data.equals(second.data)).toBe(true);
}

describe('a photo without what is personal', () => {
  it.each([
    { progressive: false, icc: false },
    { progressive: true, icc: false },
    { progressive: false, icc: true },
    { progressive: true, icc: true },
  ])('has its pixels and nothing else: %o', async (kind) => {
    const file = stuffed(await photo(kind), personalSegments, 'SECRET-TRAILER');
    expect(marksIn(file)).toEqual([...MARKS]);
    const { bytes, size, says } = await clean(file);
    expect(marksIn(bytes)).toEqual([]);
    expect(says.exif).toBeUndefined();
    expect(says.xmp).toBeUndefined();
    expect(says.icc !== undefined).toBe(kind.icc);
    expect(says.isProgressive).toBe(kind.progressive);
    expect(size).toEqual({ width: 64, height: 40 });
    await expectSamePicture(bytes, file);
  });

  it('has the colours of its profile, which says nothing of where it is from', async () => {
    const file = await photo({ icc: true });
    const inHeader = (profile: Uint8Array) =>
      ([4, 24, 36, 40, 48, 52, 80, 84] as const).map((at) => profile.subarray(at, at + 4));
    const first = await sharp(file).metadata();
    const marked = file.slice();
    const profile = Buffer.from(marked).indexOf(first.icc!.subarray(0, 128));
    for (const at of [4, 40, 48, 52, 80]) marked.set(Buffer.from('SONY'), profile + at);
    const { bytes, says } = await clean(marked);
    const nothing = new Uint8Array(4);
    const [module, date, signature, ...rest] = inHeader(new Uint8Array(says.icc!));
    expect(Buffer.from(signature!).toString()).toBe('acsp');
    for (const field of [module, date, ...rest]) expect(field).toEqual(nothing);
    expect(has(bytes, 'SONY')).toBe(false);
    expect(says.icc!.subarray(128).equals(first.icc!.subarray(128))).toBe(true);
    const seen = (of: Uint8Array) => sharp(of).toColourspace('srgb').raw().toBuffer();
    expect((await seen(bytes)).equals(await seen(file))).toBe(true);
    // Once cleaned it is clean.
    expect((await clean(bytes)).bytes).toEqual(bytes);
  });

  it.each([1, 2, 3, 4, 5, 6, 7, 8])('is turned as before: orientation %i', async (orientation) => {
    const file = await photo({ orientation });
    const { bytes, size, says } = await clean(file);
    expect(marksIn(file)).toContain('SECRET-GPS');
    expect(marksIn(bytes)).toEqual([]);
    expect(says.orientation ?? 1).toBe(orientation);
    expect(says.exif?.length ?? 0).toBe(orientation === 1 ? 0 : 32);
    const seen = (await pixels(file)).info;
    expect(size).toEqual({ width: seen.width, height: seen.height });
    await expectSamePicture(bytes, file);
  });

  it.each(['II', 'MM'])(
    'is turned as before, whichever order its bytes have: %s',
    async (order) => {
      const isLittle = order === 'II';
      const tiff = new DataView(new ArrayBuffer(26));
      tiff.setUint16(0, isLittle ? 0x4949 : 0x4d4d);
      tiff.setUint16(2, 42, isLittle);
      tiff.setUint32(4, 8, isLittle);
      tiff.setUint16(8, 1, isLittle);
      tiff.setUint16(10, 0x0112, isLittle);
      tiff.setUint16(12, 3, isLittle);
      tiff.setUint32(14, 1, isLittle);
      tiff.setUint16(18, 6, isLittle);
      const exif = segment(0xe1, [...Buffer.from('Exif\0\0'), ...new Uint8Array(tiff.buffer)]);
      const plain = new Uint8Array(
        await sharp(await photo())
          .jpeg()
          .toBuffer(),
      );
      const { says, size } = await clean(stuffed(plain, [exif], ''));
      expect(says.orientation).toBe(6);
      expect(size).toEqual({ width: 40, height: 64 });
    },
  );

  it('has no preview of itself in its header', async () => {
    const plain = new Uint8Array(
      await sharp(await photo())
        .jpeg()
        .toBuffer(),
    );
    const preview = [1, 1, ...Buffer.from('GPS')];
    const jfif = segment(0xe0, [...Buffer.from('JFIF\0'), 1, 2, 1, 0, 72, 0, 72, ...preview]);
    const { bytes, says } = await clean(stuffed(plain, [jfif], ''));
    expect(has(bytes, 'GPS')).toBe(false);
    expect(says.density).toBe(72);
    await expectSamePicture(bytes, plain);
  });

  it('has none of what is hung on behind it: a film, or a second picture', async () => {
    const file = await photo();
    const { bytes } = await clean(stuffed(file, [], await photo()));
    expect(bytes.length).toBeLessThan(file.length);
    await expectSamePicture(bytes, file);
  });

  it('keeps restart markers, and what fills up before a marker', async () => {
    const plain = await photo();
    // Every 4 blocks: the interval is said, and the markers stand in the scan. They are not decoded
    // here, so that wherever they stand they must stay.
    const scan = Buffer.from(plain).lastIndexOf(Buffer.from([0xff, 0xda]));
    const inScan = scan + 40;
    const file = concat([
      plain.subarray(0, scan),
      new Uint8Array([0xff, 0xff, ...segment(0xdd, [0, 4])]),
      plain.subarray(scan, inScan),
      new Uint8Array([0xff, 0xd0, 1, 0xff, 0, 0xff, 0xd7]),
      plain.subarray(inScan),
    ]);
    const { bytes } = { bytes: concat(cleanJpeg(file)!.parts) };
    const from = Buffer.from(file).lastIndexOf(Buffer.from([0xff, 0xda]));
    expect(Buffer.from(bytes).includes(Buffer.from(file).subarray(from))).toBe(true);
    expect(Buffer.from(bytes).includes(Buffer.from(segment(0xdd, [0, 4])))).toBe(true);
  });

  it('keeps the colours of one that is not in YCbCr', async () => {
    const cmyk = await sharp(await photo())
      .toColourspace('cmyk')
      .jpeg()
      .toBuffer();
    const { bytes, says } = await clean(new Uint8Array(cmyk));
    expect(says.space).toBe('cmyk');
    await expectSamePicture(bytes, cmyk);
  });

  it('has no segments that are reserved for other kinds of JPEG', async () => {
    const plain = await photo();
    const reserved = segment(0xf0, [...Buffer.from('SECRET-SERIAL')]);
    const { bytes } = await clean(stuffed(plain, [reserved], ''));
    expect(bytes).toEqual((await clean(plain)).bytes);
  });

  it('is clean already when it is cleaned again', async () => {
    const { bytes } = await clean(await photo({ orientation: 6 }));
    expect((await clean(bytes)).bytes).toEqual(bytes);
  });

  it('takes hardly any time, however large', async () => {
    const noise = { type: 'gaussian', mean: 128, sigma: 60 } as const;
    const large = await sharp({
      create: { width: 4_000, height: 3_000, channels: 3, background: '#777', noise },
    })
      .jpeg({ quality: 90 })
      .toBuffer();
    expect(large.length).toBeGreaterThan(8_000_000);
    const file = new Uint8Array(large);
    const took = Array.from({ length: 5 }, () => {
      const before = performance.now();
      expect(cleanJpeg(file)).not.toBeNull();
      return performance.now() - before;
    });
    expect(Math.min(...took) / (file.length / 10_000_000)).toBeLessThan(50);
  });
});

describe('what is no whole JPEG', () => {
  it('is none: whatever its end, its beginning or its parts lack', async () => {
    const file = await photo();
    const { bytes } = await clean(file);
    for (let length = 0; length < bytes.length; length += 1)
      expect(cleanJpeg(bytes.slice(0, length))).toBeNull();
    expect(cleanJpeg(file.slice(1))).toBeNull();
    expect(cleanJpeg(new Uint8Array(await sharp(file).png().toBuffer()))).toBeNull();
    expect(cleanJpeg(new Uint8Array([0xff, 0xd8, 0xff, 0xd9]))).toBeNull();
  });

  it('is what has more than 2,000 segments, and that is found soon', () => {
    const many = new Uint8Array(40_000_000);
    many.set([0xff, 0xd8]);
    for (let at = 2; at + 4 < many.length; at += 4) many.set([0xff, 0xfe, 0, 2], at);
    const before = performance.now();
    expect(cleanJpeg(many)).toBeNull();
    expect(performance.now() - before).toBeLessThan(100);
  });

  it('never throws, and no byte of a comment or a trailer gets through', async () => {
    const file = stuffed(await photo({ orientation: 6 }), personalSegments, 'SECRET-TRAILER');
    const change = fc.tuple(fc.nat(file.length - 1), fc.nat(255));
    fc.assert(
      fc.property(fc.array(change, { minLength: 1, maxLength: 20 }), (changes) => {
        const changed = file.slice();
        for (const [at, byte] of changes) changed[at] = byte;
        cleanJpeg(changed);
      }),
      { numRuns: 2_000 },
    );
    const pieces = fc.array(
      fc.oneof(
        fc.constantFrom(
          [0xff, 0xd8],
          [0xff, 0xda, 0, 2],
          [0xff, 0xe1],
          [0xff, 0xd9],
          [0xff],
          [0xff, 0xc0],
        ),
        fc.constant([0xff, 0xe1, 0, 12, ...Buffer.from('Exif\0\0'), 0x4d, 0x4d, 0, 42]),
        fc.array(fc.nat(255), { maxLength: 30 }),
      ),
    );
    fc.assert(
      fc.property(pieces, (all) => void cleanJpeg(new Uint8Array([0xff, 0xd8, ...all.flat()]))),
      { numRuns: 2_000 },
    );
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), (any) => void cleanJpeg(new Uint8Array(any))),
    );
  });
});
