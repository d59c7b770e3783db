import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sharp from 'sharp';
import { onTestFinished } from 'vitest';

/** A place in the picture, in parts of its width and height. */
export interface At {
  x: number;
  y: number;
}

/** Where the camera's film has its signs. */
export const signs = {
  green: { at: { x: 0.22, y: 0.25 }, colour: '#00b400' },
  blue: { at: { x: 0.8, y: 0.75 }, colour: '#0040ff' },
  yellow: { at: { x: 0.3, y: 0.6 }, colour: '#ffee00' },
} as const;

/** How large a sign is, in parts of the picture's shorter side. */
const SIGN = 0.09;
/** How many frames pass until the film begins anew. */
const FRAMES = 10;

/** One frame: signs that stand still, and a bar that moves, on a textured grey. */
function frame(width: number, height: number, number: number): Promise<Buffer> {
  const size = Math.min(width, height) * SIGN;
  const sign = ({ at, colour }: { at: At; colour: string }) =>
    `<rect x="${at.x * width - size / 2}" y="${at.y * height - size / 2}" width="${size}" height="${size}" fill="${colour}"/>`;
  const lines = Array.from(
    { length: 24 },
    (_, line) =>
      `<rect x="0" y="${(line / 24) * height}" width="${width}" height="${height / 48}" fill="#8a8a8a"/>`,
  ).join('');
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}">
    <rect width="100%" height="100%" fill="#9c9c9c"/>${lines}
    <rect x="${(number / FRAMES) * width}" y="${height * 0.4}" width="${width / 40}" height="${height * 0.06}" fill="#303030"/>
    ${Object.values(signs).map(sign).join('')}</svg>`;
  return sharp(Buffer.from(svg)).jpeg({ quality: 92, chromaSubsampling: '4:4:4' }).toBuffer();
}

/** Draws the film for a camera of that size, for the test that runs; gives its file. */
export async function filmWithSigns(width: number, height: number): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'lens-film-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  const file = join(folder, 'signs.mjpeg');
  const frames = await Promise.all(
    Array.from({ length: FRAMES }, (_, number) => frame(width, height, number)),
  );
  await writeFile(file, Buffer.concat(frames));
  return file;
}
