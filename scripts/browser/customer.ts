import type { Browser, Page, Viewport } from 'puppeteer';
import { launchChromium, type BrowserPlace } from './chromium.ts';
import { imitateDevices, SOUND_AFTER_TOUCH, type Asking } from './devices.ts';
import { rememberConnections } from './call-statistics.ts';
import type { Engine } from './find.ts';
import { launchFirefox } from './firefox.ts';

/** How the customer's phone is set up. */
export interface CustomerSettings {
  /** The customer's address of the server. */
  url: string;
  engine?: Engine;
  language?: string;
  colorScheme?: 'light' | 'dark';
  headless?: boolean;
  viewport?: Viewport;
  /** What the browser answers for camera and microphone: asks, and is allowed, unless told. */
  asking?: Asking;
  /** A film (.mjpeg, .y4m) for Chromium's camera, in place of its test card. */
  film?: string;
  /** A recording (.wav) for Chromium's microphone, in place of its beep. */
  voice?: string;
  /** No sound plays without a touch, in Chromium. */
  silent?: boolean;
  /** Runs in each of the page's documents before its own scripts: for a phone that can what this computer cannot. */
  before?: () => void;
  /** Where Chromium runs. */
  place?: BrowserPlace | undefined;
}

/** A customer with a phone: a browser of phone's size, at the server's address. */
export interface Customer {
  browser: Browser;
  page: Page;
  close(): Promise<void>;
}

/** An ordinary phone of today, upright. */
export const phone: Viewport = { width: 390, height: 844, deviceScaleFactor: 2 };

/** Starts a customer's browser and opens the page. Whoever starts one closes it in a `finally`. */
export async function launchCustomer(settings: CustomerSettings): Promise<Customer> {
  const { url, engine = 'chromium', language, headless = true, asking = 'asks' } = settings;
  const viewport = settings.viewport ?? phone;
  const browser =
    engine === 'firefox'
      ? await launchFirefox({ language, headless, asking })
      : await launchChromium({
          language,
          headless,
          place: settings.place,
          args: [
            ...imitateDevices(asking, settings.film, settings.voice),
            ...(settings.silent ? [SOUND_AFTER_TOUCH] : []),
            ...(headless ? [] : [`--app=${url}`, `--window-size=${viewport.width},960`]),
          ],
        });
  try {
    if (engine === 'chromium' && asking !== 'asks') {
      await browser.setPermission(
        new URL(url).origin,
        { permission: { name: 'camera' }, state: asking },
        { permission: { name: 'microphone' }, state: asking },
      );
    }
    const [page = await browser.newPage()] = await browser.pages();
    const isPhone = engine === 'chromium' && { isMobile: true, hasTouch: true };
    await page.setViewport({ ...viewport, ...isPhone });
    if (settings.colorScheme) {
      await page.emulateMediaFeatures([
        { name: 'prefers-color-scheme', value: settings.colorScheme },
      ]);
    }
    await rememberConnections(page);
    if (settings.before) await page.evaluateOnNewDocument(settings.before);
    await page.goto(url);
    return { browser, page, close: () => browser.close() };
  } catch (error) {
    await browser.close();
    throw error;
  }
}
