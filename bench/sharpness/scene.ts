/** The size of the picture, in pixels, and after how many frames the film begins anew. */
export const WIDTH = 1280;
export const HEIGHT = 720;
export const FRAMES = 60;

/** How far the hand strays from the middle in each direction, in pixels. */
const STRAY = 64;

/** How far the texture's lightness strays from the middle by each size of its grains. */
const GRAIN_LIGHTNESS = 14;
/** The grains' sizes, in pixels: as much detail of each, as natural scenes have it. */
const GRAINS = [4, 8, 16, 32, 64, 128, 256];

/** Where the camera points in one frame, in pixels from the middle. */
export interface Pointing {
  x: number;
  y: number;
}

/** Where a hand that holds the camera points it: it wanders slowly, and trembles. */
export function handHeld(frame: number): Pointing {
  const turn = (times: number) => Math.sin((2 * Math.PI * times * frame) / FRAMES);
  return {
    x: Math.round(40 * turn(1) + 5 * turn(5) + 2 * turn(12)),
    y: Math.round(30 * turn(2) + 4 * turn(6) + 2 * turn(15)),
  };
}

/** A still, textured thing before a camera that moves. */
export interface Scene {
  /** One row of the picture, lightness by pixel, 16 to 235. */
  row(row: number, pointing: Pointing): Uint8Array;
}

/** A number from 0 to 1 for a place of a grid: the same each time. */
function chance(x: number, y: number, grain: number): number {
  let mixed = Math.imul(x, 374_761_393) ^ Math.imul(y, 668_265_263) ^ Math.imul(grain, 974_711);
  mixed = Math.imul(mixed ^ (mixed >>> 13), 1_274_126_177);
  return ((mixed ^ (mixed >>> 16)) >>> 0) / 2 ** 32;
}

/** How light a place is by the grains of one size: between the four corners around it. */
function lightnessBy(grain: number, x: number, y: number): number {
  const [left, top] = [Math.floor(x / grain), Math.floor(y / grain)];
  const [across, down] = [x / grain - left, y / grain - top];
  const above = chance(left, top, grain) * (1 - across) + chance(left + 1, top, grain) * across;
  const below =
    chance(left, top + 1, grain) * (1 - across) + chance(left + 1, top + 1, grain) * across;
  return (above * (1 - down) + below * down - 0.5) * 2 * GRAIN_LIGHTNESS;
}

/** Draws the scene, larger than the picture by as far as the hand strays. */
export function drawScene(): Scene {
  const across = WIDTH + 2 * STRAY;
  const down = HEIGHT + 2 * STRAY;
  const texture = new Uint8Array(across * down);
  for (let y = 0; y < down; y += 1) {
    for (let x = 0; x < across; x += 1) {
      const light = GRAINS.reduce((sum, grain) => sum + lightnessBy(grain, x, y), 126);
      texture[y * across + x] = Math.max(16, Math.min(235, Math.round(light)));
    }
  }
  return {
    row(row, { x, y }) {
      const from = (row + STRAY + y) * across + STRAY + x;
      return texture.subarray(from, from + WIDTH);
    },
  };
}
