import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import { checked } from '../../../../common/showing/stills/checked.ts';
import { digestOf } from '../../../../common/showing/stills/digest.ts';
import { plainJpeg } from '../../../support/plain-jpeg.ts';
import { concat, photo } from './photos.ts';

const SIZE = { width: 64, height: 40 };

/** What the panel takes these bytes for, where the phone says that they are of this size. */
async function taken(file: Uint8Array<ArrayBuffer>, size = SIZE, digest?: string) {
  const blob = new Blob([file], { type: 'image/jpeg' });
  digest ??= await digestOf(blob);
  const said = { type: 'still', still: 1, mime: 'image/jpeg', bytes: blob.size } as const;
  return await checked(blob, { ...said, ...size, digest });
}

describe('a still that came', () => {
  it('is the picture that was said, byte for byte', async () => {
    const file = plainJpeg(SIZE, 5_000);
    const still = await taken(file);
    expect(still).toMatchObject(SIZE);
    expect(still!.blob.type).toBe('image/jpeg');
    expect(await still!.blob.bytes()).toEqual(file);
  });

  it('is turned as the phone was held', async () => {
    const file = await photo({ orientation: 6 });
    expect(await taken(file)).toBeNull();
    expect(await taken(file, { width: 40, height: 64 })).toMatchObject({ width: 40, height: 64 });
  });

  it('is none where it has other bytes, or another size, than was said', async () => {
    const file = plainJpeg(SIZE);
    expect(await taken(file, SIZE, '0'.repeat(64))).toBeNull();
    expect(await taken(file, { width: 64, height: 41 })).toBeNull();
  });

  it('is none where some kilobytes would be a gigapixel, whatever is said of it', async () => {
    for (const size of [
      { width: 23_000, height: 23_000 },
      { width: 65_000, height: 1 },
    ]) {
      expect(await taken(plainJpeg(size))).toBeNull();
      expect(await taken(plainJpeg(size), size)).toBeNull();
    }
    const largest = { width: 12_000, height: 10_000 };
    expect(await taken(plainJpeg(largest), largest)).toMatchObject(largest);
  });

  it('is none where it is no JPEG, whatever it is called', async () => {
    const png = await sharp(await photo())
      .png()
      .toBuffer();
    const words = '<svg xmlns="http://www.w3.org/2000/svg" width="64" height="40"></svg>';
    for (const file of [new Uint8Array(png), new TextEncoder().encode(words)])
      expect(await taken(file)).toBeNull();
  });

  it('keeps nothing that does not belong to the picture', async () => {
    const file = plainJpeg(SIZE);
    const still = await taken(concat([file, new TextEncoder().encode('<script>')]));
    expect(await still!.blob.bytes()).toEqual(file);
  });
});
