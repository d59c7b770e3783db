import jsQR from 'jsqr';
import type { Page } from 'puppeteer';

/** The text of the QR code in a picture (PNG), as a phone reads it; null where it finds none. `page` only unpacks the picture. */
export async function readQrCode(page: Page, png: Uint8Array): Promise<string | null> {
  const picture = await page.evaluate(async (base64) => {
    const bytes = Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
    const bitmap = await createImageBitmap(new Blob([bytes], { type: 'image/png' }));
    const { width, height } = bitmap;
    const context = new OffscreenCanvas(width, height).getContext('2d');
    context?.drawImage(bitmap, 0, 0);
    const pixels = context?.getImageData(0, 0, width, height).data ?? new Uint8ClampedArray();
    let text = '';
    // In slices: a call takes only so many arguments.
    for (let at = 0; at < pixels.length; at += 8192)
      text += String.fromCharCode(...pixels.subarray(at, at + 8192));
    return { width, height, pixels: btoa(text) };
  }, Buffer.from(png).toString('base64'));
  const pixels = new Uint8ClampedArray(Buffer.from(picture.pixels, 'base64'));
  return jsQR(pixels, picture.width, picture.height)?.data ?? null;
}
