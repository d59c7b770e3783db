import type { Page, Target } from 'puppeteer';
import { press } from '../../../scripts/browser/person.ts';
import type { AtDesk } from './scene.ts';

export const isLargeView = (target: Target) => target.url().includes('/large-view/');

/** The large view, opened by the panel's button. */
export async function opensLarge({ panel, desk, say }: AtDesk): Promise<Page> {
  await press(panel, say('large_view'));
  const page = await (await desk.browser.waitForTarget(isLargeView)).asPage();
  await page.setViewport({ width: 1200, height: 800 });
  return page;
}
