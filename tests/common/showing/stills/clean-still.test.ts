import sharp from 'sharp';
import { describe, expect, it, vi } from 'vitest';
import { cleanStill } from '../../../../common/showing/stills/clean-still.ts';
import { MARKS, photo } from './photos.ts';

const blobOf = (bytes: Uint8Array<ArrayBuffer>, type: string) => new Blob([bytes], { type });
const redrawn = async () => blobOf(await photo(), 'image/jpeg');
const hasMarks = async (blob: Blob) => {
  const bytes = Buffer.from(await blob.arrayBuffer());
  return MARKS.some((mark) => bytes.includes(mark));
};

describe('a still as it leaves the phone', () => {
  it('keeps the pixels of a photo, and its size as it is seen', async () => {
    const redraw = vi.fn(redrawn);
    const taken = await cleanStill(blobOf(await photo({ orientation: 8 }), 'image/jpeg'), redraw);
    if (taken === 'failed') throw new Error(taken);
    expect(taken).toMatchObject({ width: 40, height: 64 });
    expect(taken.blob.type).toBe('image/jpeg');
    expect(await hasMarks(taken.blob)).toBe(false);
    expect(redraw).not.toHaveBeenCalled();
  });

  it('is drawn anew where it is of another kind, or broken, and is clean then too', async () => {
    const png = new Uint8Array(
      await sharp(await photo())
        .png()
        .withExif({})
        .toBuffer(),
    );
    const broken = (await photo()).slice(0, -100);
    for (const picture of [blobOf(png, 'image/png'), blobOf(broken, 'image/jpeg')]) {
      const redraw = vi.fn(redrawn);
      const taken = await cleanStill(picture, redraw);
      if (taken === 'failed') throw new Error(taken);
      expect(redraw).toHaveBeenCalledExactlyOnceWith(picture);
      expect(taken).toMatchObject({ width: 64, height: 40 });
      expect(await hasMarks(taken.blob)).toBe(false);
    }
  });

  it('has failed where it cannot be drawn either', async () => {
    const nothing = blobOf(new Uint8Array(10), 'image/jpeg');
    expect(await cleanStill(nothing, async () => nothing)).toBe('failed');
  });
});
