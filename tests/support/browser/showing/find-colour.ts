import type { Page } from 'puppeteer';
import sharp from 'sharp';
import type { At } from './film.ts';

/** What counts as one of the colours that a test looks for: camera and codec change them a little. */
const isColour = {
  green: (r: number, g: number, b: number) => g > 120 && r < 90 && b < 90,
  blue: (r: number, g: number, b: number) => b > 170 && r < 90 && g < 130,
  yellow: (r: number, g: number, b: number) => r > 190 && g > 170 && b < 110,
  /** The light of the torch. */
  white: (r: number, g: number, b: number) => r > 225 && g > 225 && b > 225,
  /** Of the marks' ink. */
  ink: (r: number, g: number, b: number) => r > 180 && g < 70 && b > 60 && b < 160,
};
export type Colour = keyof typeof isColour;

/** The middle of all that has a colour on a page, in CSS pixels, and how many pixels that are. */
export async function findColour(
  page: Page,
  colour: Colour,
  within: { x: number; y: number; width: number; height: number },
): Promise<(At & { pixels: number }) | null> {
  const shot = await page.screenshot({ clip: within });
  const { data, info } = await sharp(shot)
    .removeAlpha()
    .raw()
    .toBuffer({ resolveWithObject: true });
  const is = isColour[colour];
  let pixels = 0;
  let left = Infinity;
  let right = -Infinity;
  let top = Infinity;
  let bottom = -Infinity;
  for (let index = 0; index < data.length; index += 3) {
    if (!is(data[index]!, data[index + 1]!, data[index + 2]!)) continue;
    const x = (index / 3) % info.width;
    const y = Math.floor(index / 3 / info.width);
    pixels += 1;
    left = Math.min(left, x);
    right = Math.max(right, x);
    top = Math.min(top, y);
    bottom = Math.max(bottom, y);
  }
  if (pixels < 20) return null;
  const scale = within.width / info.width;
  return {
    x: within.x + ((left + right + 1) / 2) * scale,
    y: within.y + ((top + bottom + 1) / 2) * scale,
    pixels,
  };
}
