import { mkdir } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import axeCore from 'axe-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { languages, type Language } from '../../../common/contract/views.ts';
import type { Gallery } from '../../customer-web/gallery/main.svelte.ts';
import { openGallery, type OpenGallery } from '../../customer-web/gallery/open.ts';

/** What is in the page. */
declare const gallery: Gallery;
declare const axe: typeof axeCore;

const pictures = fileURLToPath(new URL('../../../artifacts/screens/', import.meta.url));
const schemes = ['light', 'dark'] as const;
const phones = { usual: [360, 640], smallest: [320, 568], turned: [640, 360] } as const;

let open: OpenGallery;
let names: string[];
beforeAll(async () => {
  await mkdir(pictures, { recursive: true });
  open = await openGallery();
  await open.page.evaluate(axeCore.source);
  names = await open.page.evaluate(() => gallery.names);
});
afterAll(() => open?.close());

async function phone(size: keyof typeof phones, scheme: string, text = '') {
  const [width, height] = phones[size];
  await open.page.setViewport({ width, height, isMobile: true, hasTouch: true });
  await open.page.emulateMediaFeatures([
    { name: 'prefers-color-scheme', value: scheme },
    { name: 'prefers-reduced-motion', value: 'reduce' },
  ]);
  await open.page.evaluate((size) => (document.documentElement.style.fontSize = size), text);
}

const show = (name: string, language: Language) =>
  open.page.evaluate((name, language) => gallery.show(name, language), name, language);

/** Axe in the page itself: its driver for puppeteer loads it anew for each of the many screens. */
const whatAxeFinds = () =>
  open.page.evaluate(async () => {
    const { violations } = await axe.run(document, { resultTypes: ['violations'] });
    return violations.map(({ id, nodes }) => `${id}, ${nodes.map((node) => node.html).join()}`);
  });

/** What cannot be seen or reached: beyond the screen's sides, cut by its own box, or smaller than a finger. */
const whatIsCut = () =>
  open.page.evaluate(() => {
    const cut: string[] = [];
    const seen = (element: Element) => !element.closest('.spoken, [aria-hidden="true"], [hidden]');
    const where = document.querySelector('dialog') ?? document.body;
    for (const element of where.querySelectorAll<HTMLElement>(
      'h1, h2, p, li, b, i, button, .text',
    )) {
      const box = element.getBoundingClientRect();
      if (!seen(element) || box.width === 0) continue;
      const name = `${element.tagName} "${element.textContent?.slice(0, 40)}"`;
      if (box.left < -0.5 || box.right > innerWidth + 0.5) cut.push(`${name} is beyond the side`);
      if (element.scrollWidth > element.clientWidth + 1) cut.push(`${name} is cut`);
      if (element.tagName === 'BUTTON' && (box.height < 44 || box.width < 44))
        cut.push(`${name} is ${box.width}x${box.height}`);
    }
    if (document.documentElement.scrollWidth > innerWidth) cut.push('the page scrolls sideways');
    return cut;
  });

/** By how much a screen scrolls, in px; one with a list of checks may. */
const scrolls = async (name: string) =>
  /^check-(?!ready|refused)/.test(name)
    ? 0
    : open.page.evaluate(() => document.documentElement.scrollHeight - innerHeight);

/** Whether what there is to do after a phone's check is on the screen, however long its list is. */
const isInSight = () =>
  open.page.evaluate(() => {
    const button = document.querySelector('footer button');
    return !button || button.getBoundingClientRect().bottom <= innerHeight;
  });

describe.each(languages)('every screen of the customer’s page, in %s', (language) => {
  it.each(schemes)('has its picture and nothing for axe to find, %s', async (scheme) => {
    await phone('usual', scheme);
    const found: string[] = [];
    for (const name of names) {
      await show(name, language);
      await open.page.screenshot({
        path: `${pictures}customer-${name}-${language}-${scheme}.png`,
      });
      found.push(...(await whatAxeFinds()).map((violation) => `${name}: ${violation}`));
    }
    expect(found).toEqual([]);
  });

  it.each(['usual', 'smallest'] as const)(
    'fits a phone of the %s size without scrolling, and every target takes a finger',
    async (size) => {
      await phone(size, 'light');
      const found: string[] = [];
      for (const name of names) {
        await show(name, language);
        if (size === 'smallest')
          await open.page.screenshot({ path: `${pictures}customer-${name}-${language}-small.png` });
        found.push(...(await whatIsCut()).map((cut) => `${name}: ${cut}`));
        const beyond = await scrolls(name);
        if (beyond > 0) found.push(`${name}: scrolls by ${beyond} px`);
        if (!(await isInSight())) found.push(`${name}: what there is to do is out of sight`);
      }
      expect(found).toEqual([]);
    },
  );

  it('fits a phone that is turned, while the camera is seen', async () => {
    await phone('turned', 'light');
    const found: string[] = [];
    for (const name of names.filter((each) => /^(preview|live)-/.test(each))) {
      await show(name, language);
      await open.page.screenshot({ path: `${pictures}customer-${name}-${language}-turned.png` });
      found.push(...(await whatIsCut()).map((cut) => `${name}: ${cut}`));
      const beyond = await scrolls(name);
      if (beyond > 0) found.push(`${name}: scrolls by ${beyond} px`);
    }
    expect(found).toEqual([]);
  });

  it('loses nothing when the text is twice as large', async () => {
    await phone('smallest', 'light', '200%');
    const found: string[] = [];
    for (const name of names) {
      await show(name, language);
      found.push(...(await whatIsCut()).map((cut) => `${name}: ${cut}`));
    }
    expect(found).toEqual([]);
  });
});

describe('arriving at a screen', () => {
  it('says its heading first, and the tab its name', async () => {
    await show('tutorial-point', 'en');
    await show('camera-chrome_android', 'en');
    const focused = await open.page.evaluate(() => document.activeElement?.textContent);
    expect(focused).toBe('Camera and microphone');
    expect(await open.page.title()).toBe('Camera and microphone – Example Household Appliances');
  });

  it('with six digits to type, they can be typed at once, spaces or not', async () => {
    await show('pin-empty', 'en');
    await open.page.keyboard.type('48 29');
    const pin = await open.page.$eval('#pin', (input) => (input as HTMLInputElement).value);
    expect(pin).toBe('4829');
    const name = await open.page.accessibility.snapshot();
    expect(JSON.stringify(name)).toContain('Enter your six-digit PIN code');
  });

  it('asked once more, the Escape key means no', async () => {
    await show('live-leaving', 'en');
    const focused = await open.page.evaluate(() => document.activeElement?.textContent?.trim());
    expect(focused).toBe('Stay');
  });
});
