import type { Page } from 'puppeteer';
import { press } from '../../scripts/browser/person.ts';

/** How long a first frame is waited for, in ms. */
const PATIENCE_MS = 30_000;

interface Watching {
  firstFrameAt?: number;
  pressedAt?: number;
}

/** How long it takes from the press of a button until a page shows the first frame of a live picture, in ms. */
export async function firstFrameAfter(page: Page, button: string): Promise<number> {
  await page.evaluate(() => {
    const now = globalThis as Watching;
    now.firstFrameAt = undefined;
    now.pressedAt = undefined;
    // What an earlier call has left on the screen is no first frame.
    for (const video of document.querySelectorAll('video')) video.srcObject = null;
    const watched = new WeakSet<HTMLVideoElement>();
    addEventListener('click', () => (now.pressedAt = performance.now()), {
      capture: true,
      once: true,
    });
    const timer = setInterval(() => {
      if (now.firstFrameAt !== undefined) clearInterval(timer);
      for (const video of document.querySelectorAll('video')) {
        if (watched.has(video)) continue;
        watched.add(video);
        video.requestVideoFrameCallback((at) => (now.firstFrameAt ??= at));
      }
    }, 5);
  });
  await press(page, button);
  const took = await page.waitForFunction(
    () => {
      const { firstFrameAt, pressedAt } = globalThis as Watching;
      return firstFrameAt && pressedAt ? { ms: firstFrameAt - pressedAt } : null;
    },
    { timeout: PATIENCE_MS, polling: 50 },
  );
  return ((await took.jsonValue()) as { ms: number }).ms;
}
