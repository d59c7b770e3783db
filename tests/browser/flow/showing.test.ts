import { createHash } from 'node:crypto';
import type { Page } from 'puppeteer';
import sharp from 'sharp';
import { describe, expect, test } from 'vitest';
import { showingWords } from '../../../common/i18n/showing/words.ts';
import { translator } from '../../../common/i18n/translate.ts';
import { press } from '../../../scripts/browser/person.ts';
import { waitUntil } from '../../../scripts/wait-until.ts';
import { downloads } from '../../support/browser/downloads.ts';
import { goLive } from '../../support/browser/live.ts';
import { setScene } from '../../support/browser/scene.ts';
import { filmWithSigns } from '../../support/browser/showing/film.ts';
import { findColour } from '../../support/browser/showing/find-colour.ts';

const say = translator(showingWords, 'en');
const seen = (page: Page) =>
  page.evaluate(() => ({ x: 0, y: 0, width: innerWidth, height: innerHeight }));

/** Of the still that a page shows large: the SHA-256 of its bytes, in hex, and its size. */
async function stillOn(page: Page): Promise<{ digest: string; width: number; height: number }> {
  let still: { digest: string; width: number; height: number } | null = null;
  await waitUntil('a still is shown', async () => {
    still = await page.evaluate(async () => {
      const shown = [...document.querySelectorAll('img')].find(
        (image) => image.src.startsWith('blob:') && image.alt !== '' && image.naturalWidth > 0,
      );
      const blob = shown && window.blobsShown.get(shown.src);
      if (!shown || !blob) return null;
      const hash = await crypto.subtle.digest('SHA-256', await blob.arrayBuffer());
      const digest = [...new Uint8Array(hash)]
        .map((byte) => byte.toString(16).padStart(2, '0'))
        .join('');
      return { digest, width: shown.naturalWidth, height: shown.naturalHeight };
    });
    return still !== null;
  });
  return still!;
}

/** Uses the tool in the hand, in the middle of the picture's width, so far down in parts of its place. */
async function clickOnPicture(panel: Page, down: number): Promise<void> {
  const pad = await panel.waitForSelector('[role="application"]');
  const { x, y, width, height } = (await pad!.boundingBox())!;
  await panel.mouse.click(x + width / 2, y + height * down);
}

declare global {
  interface Window {
    /** What this test keeps of a page's pictures, by their address. */
    blobsShown: Map<string, Blob>;
  }
}

/** From now on the page's pictures can be read: its own rules let nothing fetch them. */
async function keepBlobs(page: Page): Promise<void> {
  await page.evaluate(() => {
    window.blobsShown = new Map();
    const create = URL.createObjectURL.bind(URL);
    URL.createObjectURL = (blob) => {
      const url = create(blob);
      window.blobsShown.set(url, blob as Blob);
      return url;
    };
  });
}

const sha256 = (bytes: Buffer) => createHash('sha256').update(bytes).digest('hex');

describe('what a technician and a customer show each other', () => {
  test('a frozen picture is the same bytes on both sides, and what is drawn on it is on both', async () => {
    const scene = await setScene('en');
    const { technician, customer } = await goLive(scene, { film: await filmWithSigns(720, 1280) });
    const pages = [technician.panel, customer.page];
    await Promise.all(pages.map(keepBlobs));

    await technician.presses('freeze');
    await technician.reads('both_see_frame');
    const [own, theirs] = await Promise.all(pages.map(stillOn));
    expect(own).toEqual(theirs);

    await press(technician.panel, say('number'));
    await clickOnPicture(technician.panel, 0.4);
    for (const page of pages)
      await waitUntil(
        'the mark is seen',
        async () => (await findColour(page, 'ink', await seen(page))) !== null,
      );

    await technician.presses('back_to_live');
    await customer.page.waitForFunction(
      () => ![...document.images].some((image) => image.src.startsWith('blob:') && image.alt),
    );
    for (const page of pages)
      await waitUntil(
        'the mark is gone with its picture',
        async () => (await findColour(page, 'ink', await seen(page))) === null,
      );
  });

  test('a photo is saved from the panel: its very bytes, or with what is drawn on it', async () => {
    const scene = await setScene('en');
    const { technician, customer } = await goLive(scene, { film: await filmWithSigns(1280, 720) });
    await Promise.all([technician.panel, customer.page].map(keepBlobs));
    const saved = await downloads(technician);

    await technician.presses('photo');
    await technician.reads('both_see_photo');
    const still = await stillOn(customer.page);
    await technician.presses('save');
    const plain = await saved();
    expect(plain.name).toMatch(/^picture-\d{4}-\d\d-\d\d-\d{6}\.jpg$/);
    expect(sha256(plain.bytes)).toBe(still.digest);
    await technician.reads('saved');

    await press(technician.panel, say('number'));
    await clickOnPicture(technician.panel, 0.5);
    await technician.presses('save');
    const marked = await saved();
    const { data, info } = await sharp(marked.bytes)
      .removeAlpha()
      .raw()
      .toBuffer({ resolveWithObject: true });
    expect({ width: info.width, height: info.height }).toEqual({
      width: still.width,
      height: still.height,
    });
    // In the middle of the picture stands the figure; its disc is around it.
    const beside = Math.round(info.width / 2 - Math.min(info.width, info.height) * 0.028);
    const at = 3 * (Math.round(info.height / 2) * info.width + beside);
    const [red, green] = data.subarray(at, at + 3);
    expect(red).toBeGreaterThan(180);
    expect(green).toBeLessThan(70);

    await technician.endsSession();
    await technician.reads('ended_ended');
    // Both forms of it are saved: there is nothing left to be asked.
    expect(await technician.panel.evaluate(() => document.body.innerText)).not.toContain(
      technician.say('pictures_left'),
    );
  });

  test('the customer pauses: the panel says so and shows no picture, until they go on', async () => {
    const scene = await setScene('en');
    const { technician, customer } = await goLive(scene);
    await customer.presses('pause');
    await technician.reads('camera_paused');
    const isHidden = () =>
      technician.panel.evaluate(
        () => getComputedStyle(document.querySelector('video')!).visibility === 'hidden',
      );
    expect(await isHidden()).toBe(true);
    await customer.presses('resume');
    await waitUntil('the picture is back', async () => !(await isHidden()));
  });
});
