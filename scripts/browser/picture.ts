import type { Page } from 'puppeteer';
import { waitUntil } from '../wait-until.ts';

/** A fingerprint of what the page's live video shows now; null while it shows nothing. */
async function shown(page: Page): Promise<string | null> {
  return page.evaluate(() => {
    const video = [...document.querySelectorAll('video')].find((each) => each.videoWidth > 0);
    if (!video || video.paused) return null;
    const canvas = new OffscreenCanvas(32, 32);
    const context = canvas.getContext('2d', { willReadFrequently: true });
    context?.drawImage(video, 0, 0, 32, 32);
    const { data = [] } = context?.getImageData(0, 0, 32, 32) ?? {};
    // All black is what a video shows that has no frame yet.
    return data.some((value, index) => index % 4 < 3 && value > 24) ? data.join() : null;
  });
}

/** Waits until the page shows a picture, and then another one: it is live, not a still. */
export async function seesMoving(page: Page, who: string): Promise<void> {
  let first: string | null = null;
  await waitUntil(`${who} sees a picture`, async () => (first = await shown(page)) !== null);
  await waitUntil(`the picture that ${who} sees moves`, async () => {
    const next = await shown(page);
    return next !== null && next !== first;
  });
}
