import type { Browser } from 'puppeteer';
import { launchChromium } from '../scripts/browser/chromium.ts';
import { imitateDevices } from '../scripts/browser/devices.ts';
import { startLens } from '../scripts/browser/lens.ts';
import { serveBarePage } from './bare-page/serve.ts';

/** What the figures of the customer's page are measured on: one browser, Lens and the floor beside it. */
export interface Pages {
  browser: Browser;
  /** Where the customer's page is served, as production serves it. */
  lensUrl: string;
  barePageUrl: string;
}

/** What figures share in one run. */
export interface Bench {
  /** Started by whichever figure asks first. */
  pages(): Promise<Pages>;
  close(): Promise<void>;
}

/** Starts nothing yet. Whoever makes one closes it in a `finally`. */
export function openBench(): Bench {
  const closing: (() => Promise<unknown>)[] = [];
  let pages: Promise<Pages> | undefined;

  async function start(): Promise<Pages> {
    const lens = await startLens();
    closing.push(() => lens.close());
    const bare = await serveBarePage();
    closing.push(() => bare.stop());
    const browser = await launchChromium({ args: imitateDevices('asks') });
    closing.push(() => browser.close());
    return { browser, lensUrl: lens.url, barePageUrl: bare.url };
  }

  return {
    pages: () => (pages ??= start()),
    async close() {
      while (closing.length > 0) await closing.pop()?.();
    },
  };
}
