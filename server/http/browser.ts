import Bowser from 'bowser';

/** What a request says it comes from, by name, such as `Chrome` and `Windows`; null where it does not say. */
export interface ToldBrowser {
  browser: string | null;
  system: string | null;
}

/** The browser and the system that a User-Agent names. */
export function browserOf(userAgent: string): ToldBrowser {
  if (userAgent === '') return { browser: null, system: null };
  const { browser, os } = Bowser.parse(userAgent.slice(0, 500));
  return { browser: browser.name ?? null, system: os.name ?? null };
}
