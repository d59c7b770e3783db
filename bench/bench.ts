import type { Browser } from 'puppeteer';

/** What every figure is measured on: one browser, Lens and the floor beside it. */
export interface Bench {
  browser: Browser;
  /** Where the customer's page is served, as production serves it. */
  lensUrl: string;
  barePageUrl: string;
}
