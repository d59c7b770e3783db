/**
 * Draws the icons of the extension and of the customer's page from one SVG: run by hand
 * (`npx tsx scripts/draw-icons.ts`) when the mark changes; the PNGs are committed.
 */
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { launchChromium } from './browser/chromium.ts';

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));
const mark = await readFile(here('../common/ui/icon.svg'), 'utf8');

/** A maskable icon's outer fifth may be cut off, and it has no transparent corner. */
const maskable = mark
  .replace('rx="112"', 'rx="0"')
  .replace('<g>', '<g transform="translate(76.8 76.8) scale(.7)">');

const icons = [
  ...[16, 32, 48, 128].map((size) => ({ svg: mark, size, file: `extension/public/icons/${size}` })),
  ...[192, 512].map((size) => ({ svg: mark, size, file: `customer-web/public/icons/${size}` })),
  { svg: maskable, size: 512, file: 'customer-web/public/icons/maskable-512' },
  { svg: maskable, size: 180, file: 'customer-web/public/icons/apple-touch-180' },
];

const browser = await launchChromium();
try {
  const page = await browser.newPage();
  for (const { svg, size, file } of icons) {
    await page.setViewport({ width: size, height: size });
    await page.setContent(`<style>body{margin:0}svg{display:block;width:100vw}</style>${svg}`);
    await page.screenshot({
      path: here(`../${file}.png`) as `${string}.png`,
      omitBackground: true,
    });
  }
} finally {
  await browser.close();
}
