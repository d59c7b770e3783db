import { FRAMES, handHeld, WIDTH, type Pointing, type Scene } from './scene.ts';

/** Every so many rows of a received picture are compared: no divisor of a block's, so that each of its rows is. */
export const ROW_STEP = 5;

/** For a first guess which frame it is, every so many pixels are enough. */
const GUESS_STEP = 8;

/** The mean square of how far the rows of a picture stray from the scene in one frame of the film. */
function straying(rows: Uint8Array, scene: Scene, pointing: Pointing, step: number): number {
  let sum = 0;
  let count = 0;
  for (let at = 0; at * WIDTH < rows.length; at += 1) {
    const expected = scene.row(at * ROW_STEP, pointing);
    for (let x = 0; x < WIDTH; x += step) {
      sum += (rows[at * WIDTH + x]! - expected[x]!) ** 2;
      count += 1;
    }
  }
  return sum / count;
}

/** The peak signal-to-noise ratio (PSNR) of a received picture's rows, in dB, as the frame that it is most like. */
export function signalToNoise(rows: Uint8Array, scene: Scene): number {
  let [best, least] = [handHeld(0), Infinity];
  for (let frame = 0; frame < FRAMES; frame += 1) {
    const pointing = handHeld(frame);
    const strays = straying(rows, scene, pointing, GUESS_STEP);
    if (strays < least) [best, least] = [pointing, strays];
  }
  return 10 * Math.log10(255 ** 2 / straying(rows, scene, best, 1));
}
