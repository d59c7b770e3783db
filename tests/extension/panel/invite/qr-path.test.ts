import jsQR from 'jsqr';
import { expect, test } from 'vitest';
import { qrPath } from '../../../../extension/panel/invite/qr-path.ts';

/** Draws the path as a reader sees it: `scale` pixels a module, black on white. */
function draw({ path, size }: { path: string; size: number }, scale: number): Uint8ClampedArray {
  const pixels = new Uint8ClampedArray((size * scale) ** 2 * 4).fill(255);
  for (const [, column, row] of path.matchAll(/M(\d+) (\d+)h1v1h-1z/g))
    for (let y = Number(row) * scale; y < (Number(row) + 1) * scale; y += 1)
      for (let x = Number(column) * scale; x < (Number(column) + 1) * scale; x += 1)
        pixels.fill(0, (y * size * scale + x) * 4, (y * size * scale + x) * 4 + 3);
  return pixels;
}

test('a link drawn as a QR code is read back letter for letter, with its quiet border', () => {
  const link = 'https://help.heating-roy.example.com/#j=7Zb0kQe3VxW2mLr5TnYc1A';
  const code = qrPath(link);
  const side = code.size * 4;
  expect(jsQR(draw(code, 4), side, side)?.data).toBe(link);
  const columns = [...code.path.matchAll(/M(\d+) /g)].map(([, column]) => Number(column));
  expect([Math.min(...columns), Math.max(...columns)]).toEqual([4, code.size - 5]);
});
