/** The browsers whose question and whose way back are drawn apart; `app` is another app's own browser. */
export const browsers = [
  'chrome_android',
  'samsung',
  'firefox_android',
  'safari_ios',
  'other_ios',
  'desktop',
  'desktop_other',
  'app',
] as const;
export type Browser = (typeof browsers)[number];

/** What the page stands in. Whether something works is asked of the browser itself; names only name. */
export interface Surroundings {
  /** The page came by https or from localhost: without it no browser gives a camera. */
  secure: boolean;
  /** The browser has the camera's API at all. */
  hasCameraApi: boolean;
  browser: Browser;
  ios: boolean;
  /** The app whose own browser this is, by its name; null in a real browser. */
  app: string | null;
  /** The page's own address, for opening it elsewhere. */
  address: string;
}

/** Apps that open links in a browser of their own, by what they write into the user agent. */
const apps: readonly (readonly [RegExp, string])[] = [
  [/FBAN\/Messenger|FB_IAB\/MESSENGER/i, 'Messenger'],
  [/FBAN|FBAV|FB_IAB/, 'Facebook'],
  [/Instagram/, 'Instagram'],
  [/\bLine\//i, 'LINE'],
  [/MicroMessenger/i, 'WeChat'],
  [/BytedanceWebview|musical_ly|TikTok/i, 'TikTok'],
  [/Snapchat/, 'Snapchat'],
  [/LinkedInApp/, 'LinkedIn'],
  [/Twitter for|TwitterAndroid/, 'X'],
  [/Pinterest\//, 'Pinterest'],
  [/\bGSA\//, 'Google'],
];

/** The app whose own browser says `userAgent`, or null. */
export function appOf(userAgent: string): string | null {
  return apps.find(([mark]) => mark.test(userAgent))?.[1] ?? null;
}

/** Names a browser, to show its own question and its own way back. */
export function browserOf(userAgent: string, touchPoints: number): Browser {
  if (appOf(userAgent)) return 'app';
  if (isIos(userAgent, touchPoints)) {
    return /CriOS|FxiOS|EdgiOS|OPiOS|OPT\/|DuckDuckGo/.test(userAgent) ? 'other_ios' : 'safari_ios';
  }
  if (!/Android/.test(userAgent)) {
    return /Chrome\//.test(userAgent) ? 'desktop' : 'desktop_other';
  }
  if (/SamsungBrowser/.test(userAgent)) return 'samsung';
  return /Firefox/.test(userAgent) ? 'firefox_android' : 'chrome_android';
}

/** An iPad calls itself a Macintosh; no Macintosh has a touch screen. */
function isIos(userAgent: string, touchPoints: number): boolean {
  return /iPhone|iPad|iPod/.test(userAgent) || (/Macintosh/.test(userAgent) && touchPoints > 1);
}

/** Looks at the window the page is in. */
export function surroundingsOf(page: Window): Surroundings {
  const { userAgent, maxTouchPoints } = page.navigator;
  return {
    secure: page.isSecureContext,
    // Absent in insecure pages and in many apps' own browsers, whatever the types say.
    hasCameraApi: Boolean(page.navigator.mediaDevices?.getUserMedia),
    browser: browserOf(userAgent, maxTouchPoints),
    ios: isIos(userAgent, maxTouchPoints),
    app: appOf(userAgent),
    address: page.location.href,
  };
}
