import type { Browser } from './browser.ts';
import type { Say } from './screen.ts';

/** What the button that allows says in this browser's own question. */
export function allowWords(browser: Browser, say: Say): string {
  const listed = browser === 'chrome_android' || browser === 'desktop' || browser === 'app';
  return say(listed ? 'prompt_visiting' : 'prompt_allow');
}
