import type { Browser } from 'puppeteer';
import { atMost, median, type Figure } from '../figure.ts';
import type { Bench } from '../bench.ts';
import { slowPhone } from '../slow-phone.ts';

const RUNS = 10;

/** Opens a page as new on a slow phone and waits until it notes `answeredAt`, in ms since navigation. */
async function answeredAt(browser: Browser, url: string, watch?: () => void): Promise<number> {
  const context = await browser.createBrowserContext();
  try {
    const page = await context.newPage();
    await page.setViewport({ width: 390, height: 844, isMobile: true, hasTouch: true });
    if (watch) await page.evaluateOnNewDocument(watch);
    await slowPhone(page);
    await page.goto(url, { waitUntil: 'domcontentloaded' });
    const handle = await page.waitForFunction(
      () => (window as { answeredAt?: number }).answeredAt,
      { timeout: 60_000 },
    );
    return Number(await handle.jsonValue());
  } finally {
    await context.close();
  }
}

/** In the page: taps the first screen's main button until another heading stands there. */
function tapUntilAnswered(): void {
  let first: string | undefined;
  const timer = setInterval(() => {
    const heading = document.querySelector('h1')?.textContent ?? undefined;
    const buttons = [...document.querySelectorAll<HTMLButtonElement>('button.primary')];
    if (heading && first === undefined && buttons.length > 0) first = heading;
    if (first !== undefined && heading !== undefined && heading !== first) {
      (window as { answeredAt?: number }).answeredAt = performance.now();
      clearInterval(timer);
      return;
    }
    buttons[0]?.click();
  }, 16);
}

/** On slow 4G with a four times slower processor: until the first screen's button answers a tap. */
export async function firstTap(bench: Bench): Promise<Figure[]> {
  const { browser, lensUrl, barePageUrl } = await bench.pages();
  const lens: number[] = [];
  const bare: number[] = [];
  for (let run = 0; run < RUNS; run += 1) {
    bare.push(await answeredAt(browser, barePageUrl));
    lens.push(await answeredAt(browser, lensUrl, tapUntilAnswered));
  }
  return [
    atMost(1.3, {
      figure: 'first-tap',
      lens: Math.round(median(lens)),
      floor: Math.round(median(bare)),
      floorName: 'a bare page that shows the camera',
      unit: `ms from navigation, slow 4G, processor 4x slower, median of ${RUNS}`,
    }),
  ];
}
