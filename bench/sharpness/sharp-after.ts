import type { Page } from 'puppeteer';
import { press } from '../../scripts/browser/person.ts';
import { waitUntil } from '../../scripts/wait-until.ts';
import { signalToNoise, ROW_STEP } from './noise.ts';
import { HEIGHT, WIDTH, type Scene } from './scene.ts';

/** From what signal-to-noise ratio on a picture counts as sharp, in dB. */
export const SHARP_DB = 30;

interface Seen {
  /** From the press, in ms. */
  at: number;
  /** Every `ROW_STEP`th row's lightness, in base64; none of a picture of another size. */
  rows: string;
}

interface Watching {
  seen?: Promise<Seen>[];
  pressedAt?: number;
  timer?: ReturnType<typeof setInterval>;
}

/** Keeps the rows of every frame of the full size that a page shows, from the press of a button on. */
function watch(page: Page): Promise<void> {
  return page.evaluate(
    ({ width, height, step }) => {
      const now = globalThis as Watching;
      const seen: Promise<Seen>[] = [];
      now.seen = seen;
      now.pressedAt = undefined;
      // What an earlier call has left on the screen is no picture of this one.
      for (const video of document.querySelectorAll('video')) video.srcObject = null;
      addEventListener('click', () => (now.pressedAt = performance.now()), {
        capture: true,
        once: true,
      });
      const asked = new WeakSet<HTMLVideoElement>();
      now.timer = setInterval(() => {
        for (const video of document.querySelectorAll('video')) {
          if (asked.has(video)) continue;
          asked.add(video);
          video.requestVideoFrameCallback((at) => {
            asked.delete(video);
            if (now.pressedAt === undefined) return;
            if (video.videoWidth !== width || video.videoHeight !== height) return;
            const frame = new VideoFrame(video);
            const bytes = new Uint8Array(frame.allocationSize());
            const since = at - now.pressedAt;
            seen.push(
              frame.copyTo(bytes).then(([lightness]) => {
                frame.close();
                const texts: string[] = [];
                for (let row = 0; row < height; row += step) {
                  const from = lightness!.offset + row * lightness!.stride;
                  texts.push(String.fromCharCode(...bytes.subarray(from, from + width)));
                }
                return { at: since, rows: btoa(texts.join('')) };
              }),
            );
          });
        }
      }, 5);
    },
    { width: WIDTH, height: HEIGHT, step: ROW_STEP },
  );
}

/**
 * How long it takes from the press of a button until a page shows a picture of the scene in its full
 * size and sharp, in ms; `patienceMs` where none was there by then.
 */
export async function sharpAfter(
  page: Page,
  button: string,
  scene: Scene,
  patienceMs: number,
): Promise<number> {
  await watch(page);
  await press(page, button);
  await waitUntil('the time to become sharp is over', () =>
    page.evaluate((ms) => {
      const { pressedAt } = globalThis as Watching;
      return pressedAt !== undefined && performance.now() - pressedAt > ms;
    }, patienceMs),
  );
  const seen = await page.evaluate(() => {
    const now = globalThis as Watching;
    clearInterval(now.timer);
    return Promise.all(now.seen ?? []);
  });
  const isSharp = ({ rows }: Seen) => signalToNoise(Buffer.from(rows, 'base64'), scene) >= SHARP_DB;
  return seen.find(isSharp)?.at ?? patienceMs;
}
