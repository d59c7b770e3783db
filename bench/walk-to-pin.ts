import type { Page } from 'puppeteer';
import { customerWords } from '../common/i18n/customer/words.ts';

/** Presses the button of that name as soon as it is there. */
async function press(page: Page, name: string): Promise<void> {
  await page.locator(`::-p-aria([name="${name}"][role="button"])`).click();
}

/** Goes from the first screen to the PIN as a customer does who agrees to everything. */
export async function walkToPin(page: Page, url: string): Promise<void> {
  const words = customerWords.en;
  await page.setExtraHTTPHeaders({ 'Accept-Language': 'en' });
  await page.evaluateOnNewDocument(() => {
    Object.defineProperty(navigator, 'languages', { get: () => ['en'] });
  });
  await page.goto(url);
  await press(page, words.skip);
  await press(page, words.allowCamera);
  await page.waitForSelector(`::-p-aria([name="${words.enterPin}"])`);
}
