import { AxePuppeteer } from '@axe-core/puppeteer';
import type { Page } from 'puppeteer';
import { launchChromium } from '../../../../scripts/browser/chromium.ts';
import type { Language } from '../../../../common/contract/views.ts';
import { serveScreens } from './serve.ts';

interface Shown {
  show(name: string, language: Language, accentColour?: string): Promise<void>;
  become(name: string): void;
  showMicrophonePage(state: string, language: Language): Promise<void>;
  showAlone(language: Language): Promise<void>;
}

/** Chrome's narrowest side panel, and its usual size, in CSS pixels. */
export const NARROWEST = 320;
export const USUAL = 360;
const HEIGHT = 760;

/** A browser on the page that shows snapshots. Whoever opens it closes it. */
export async function openScreens() {
  const screens = await serveScreens();
  const browser = await launchChromium({
    args: ['--autoplay-policy=no-user-gesture-required'],
  });
  const page = await browser.newPage();
  const setWidth = async (width: number) => {
    await page.setViewport({ width, height: HEIGHT });
    // What measures itself hears of it in the frame after.
    await page.evaluate(
      () => new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn))),
    );
  };
  await setWidth(USUAL);
  await page.goto(screens.url);

  return {
    page,
    setWidth,
    /** In the company's colour, where it has one. */
    show: (name: string, language: Language, accentColour?: string) =>
      page.evaluate(
        (...[wanted, tongue, colour]) =>
          (globalThis as unknown as Shown).show(wanted, tongue, colour),
        name,
        language,
        accentColour,
      ),
    become: (name: string) =>
      page.evaluate((wanted) => (globalThis as unknown as Shown).become(wanted), name),
    showMicrophonePage: (state: string, language: Language) =>
      page.evaluate(
        (...[wanted, tongue]) =>
          (globalThis as unknown as Shown).showMicrophonePage(wanted, tongue),
        state,
        language,
      ),
    showAlone: (language: Language) =>
      page.evaluate((tongue) => (globalThis as unknown as Shown).showAlone(tongue), language),
    setLook: (scheme: 'light' | 'dark') =>
      page.emulateMediaFeatures([
        { name: 'prefers-color-scheme', value: scheme },
        { name: 'prefers-reduced-motion', value: 'reduce' },
      ]),
    setTextSize: (size: string) =>
      page.evaluate((wanted) => {
        document.documentElement.style.fontSize = wanted;
      }, size),
    /** What axe has to say against the screen as it is now; `rules` where not all are wanted. */
    async faults(rules?: string[]): Promise<string[]> {
      const axe = new AxePuppeteer(page);
      const { violations } = await (rules ? axe.withRules(rules) : axe).analyze();
      return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`);
    },
    cutOff: () => cutOff(page),
    async close(): Promise<void> {
      await browser.close();
      await screens.close();
    },
  };
}
export type Screens = Awaited<ReturnType<typeof openScreens>>;

/** Elements that reach over the panel's edge, or whose text is wider than they are. */
function cutOff(page: Page): Promise<string[]> {
  return page.evaluate(() =>
    [...document.querySelectorAll<HTMLElement>('#panel *')]
      .filter((element) => !element.closest('.spoken, video, svg') && element.checkVisibility())
      .filter((element) => {
        const { left, right } = element.getBoundingClientRect();
        const overflows = element.scrollWidth > element.clientWidth + 1;
        const clipped = getComputedStyle(element).overflowX !== 'visible' && overflows;
        return left < -1 || right > innerWidth + 1 || (clipped && element.tagName !== 'INPUT');
      })
      .map((element) => `${element.tagName} "${element.textContent?.trim().slice(0, 60)}"`),
  );
}
