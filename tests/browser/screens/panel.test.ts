import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { AxePuppeteer } from '@axe-core/puppeteer';
import type { Browser, Page } from 'puppeteer';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { launchChromium } from '../../../scripts/browser/chromium.ts';
import { root } from '../../../scripts/root.ts';
import { serveScreens } from '../../support/panel/screens/serve.ts';
import { snapshots } from '../../support/panel/snapshots.ts';

const pictures = join(root, 'artifacts/screens');
/** Chrome's narrowest side panel, and its usual size, in CSS pixels. */
const NARROWEST = 320;
const USUAL = 360;
const HEIGHT = 760;

let browser: Browser;
let page: Page;
let screens: Awaited<ReturnType<typeof serveScreens>>;

beforeAll(async () => {
  await mkdir(pictures, { recursive: true });
  screens = await serveScreens();
  browser = await launchChromium({ args: ['--autoplay-policy=no-user-gesture-required'] });
  page = await browser.newPage();
  await page.setViewport({ width: 360, height: HEIGHT });
  await page.goto(screens.url);
});
afterAll(async () => {
  await browser?.close();
  await screens?.close();
});

async function show(name: string, language: 'en' | 'fr'): Promise<void> {
  await page.evaluate(
    (wanted, tongue) =>
      (globalThis as unknown as { show(name: string, language: string): Promise<void> }).show(
        wanted,
        tongue,
      ),
    name,
    language,
  );
}

async function setLook(scheme: 'light' | 'dark'): Promise<void> {
  await page.emulateMediaFeatures([
    { name: 'prefers-color-scheme', value: scheme },
    { name: 'prefers-reduced-motion', value: 'reduce' },
  ]);
}

/** Elements that reach over the panel's edge, or whose text is wider than they are. */
function cutOff(): Promise<string[]> {
  return page.evaluate(() =>
    [...document.querySelectorAll<HTMLElement>('#panel *')]
      .filter((element) => !element.closest('.spoken, video, svg') && element.checkVisibility())
      .filter((element) => {
        const { left, right } = element.getBoundingClientRect();
        const inner = getComputedStyle(element);
        const clipped =
          inner.overflowX !== 'visible' && element.scrollWidth > element.clientWidth + 1;
        return left < -1 || right > innerWidth + 1 || (clipped && element.tagName !== 'INPUT');
      })
      .map((element) => `${element.tagName} "${element.textContent?.trim().slice(0, 60)}"`),
  );
}

async function takePicture(name: string): Promise<void> {
  await page.screenshot({ path: join(pictures, `panel-${name}.png`) as `${string}.png` });
}

/** What axe has to say against the screen as it is now. */
async function faults(axe: AxePuppeteer): Promise<string[]> {
  const { violations } = await axe.analyze();
  return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`);
}

async function setWidth(width: number): Promise<void> {
  await page.setViewport({ width, height: HEIGHT });
}

async function setTextSize(size: string): Promise<void> {
  await page.evaluate((wanted) => (document.documentElement.style.fontSize = wanted), size);
}

describe.each(['en', 'fr'] as const)('every screen of the panel, in %s', (language) => {
  test.each(Object.keys(snapshots))('%s', async (name) => {
    await setTextSize('');
    await setWidth(USUAL);
    await setLook('light');
    await show(name, language);
    expect(await faults(new AxePuppeteer(page)), 'nothing for axe to find').toEqual([]);
    expect(await cutOff(), 'nothing is cut').toEqual([]);
    await takePicture(`${name}-${language}-light-${USUAL}`);

    await setLook('dark');
    // The two schemes differ in nothing but their colours.
    const colours = new AxePuppeteer(page).withRules(['color-contrast']);
    expect(await faults(colours), 'nothing for axe to find in the dark').toEqual([]);
    await takePicture(`${name}-${language}-dark-${USUAL}`);

    await setWidth(NARROWEST);
    expect(await cutOff(), 'nothing is cut at 320 px').toEqual([]);
    await takePicture(`${name}-${language}-dark-${NARROWEST}`);
    await setTextSize('200%');
    expect(await cutOff(), 'nothing is cut at 320 px and 200 % text').toEqual([]);
    await takePicture(`${name}-${language}-dark-${NARROWEST}-large-text`);
  });
});
