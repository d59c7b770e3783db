import type { Browser, Page, Target, WebWorker } from 'puppeteer';
import { launchChromium, type BrowserPlace } from './chromium.ts';
import { waitUntil } from '../wait-until.ts';
import { imitateDevices, SOUND_AFTER_TOUCH, type Asking } from './devices.ts';

/** How the technician's Chrome is set up. */
export interface TechnicianSettings {
  /** Absolute path of the built extension. */
  extension: string;
  language?: string;
  colorScheme?: 'light' | 'dark';
  headless?: boolean;
  /** What the browser knows of the microphone: already granted unless told. */
  microphone?: Asking;
  /** A recording (.wav) for the microphone, in place of Chromium's beep. */
  voice?: string;
  /** No sound plays without a click or a key. */
  silent?: boolean;
  place?: BrowserPlace | undefined;
}

/** A technician at a desk: a Chrome with the extension, and its real side panel. */
export interface Technician {
  browser: Browser;
  extensionId: string;
  /**
   * Opens the side panel by the extension's button and gives its document; in the first window, or
   * in one of their own.
   */
  openPanel(where?: 'first window' | 'new window'): Promise<Page>;
  /** Closes the first window's panel by the same button; its document is gone afterwards. */
  closePanel(): Promise<void>;
  /** Answers Chrome's question about the microphone, or changes the answer later. */
  answersMicrophone(answer: 'granted' | 'denied'): Promise<void>;
  /** What was copied last, as it would be pasted into a program of this desk. */
  readsClipboard(panel: Page): Promise<string>;
  /** The extension's service worker, woken if it sleeps. */
  worker(): Promise<WebWorker>;
  close(): Promise<void>;
}

const panelPath = '/extension/panel/index.html';

/** Starts a technician's Chrome. Whoever starts one closes it in a `finally`. */
export async function launchTechnician(settings: TechnicianSettings): Promise<Technician> {
  const { extension, language, colorScheme, headless, microphone = 'granted', voice } = settings;
  const browser = await launchChromium({
    extension,
    language,
    headless,
    place: settings.place,
    // High enough for a panel as people see it.
    args: [
      ...imitateDevices(microphone, undefined, voice),
      ...(settings.silent ? [SOUND_AFTER_TOUCH] : []),
      '--window-size=1280,900',
    ],
  });
  try {
    return await withPanel(browser, colorScheme, microphone);
  } catch (error) {
    await browser.close();
    throw error;
  }
}

async function withPanel(
  browser: Browser,
  colorScheme: 'light' | 'dark' | undefined,
  microphone: Asking,
): Promise<Technician> {
  const isWorker = (target: Target) =>
    target.type() === 'service_worker' && target.url().startsWith('chrome-extension://');
  const first = await browser.waitForTarget(isWorker);
  const extensionId = new URL(first.url()).host;
  const origin = `chrome-extension://${extensionId}`;
  const setMicrophone = (state: 'granted' | 'denied' | 'prompt') =>
    browser.setPermission(origin, { permission: { name: 'microphone' }, state });
  await setMicrophone(microphone === 'asks' ? 'prompt' : microphone);
  const [desk = await browser.newPage()] = await browser.pages();

  const worker = async () => {
    const target = await browser.waitForTarget(isWorker);
    const found = await target.worker();
    if (!found) throw new Error('The extension has no service worker.');
    return found;
  };

  /** Presses the extension's button, as soon as it opens the panel: before, the click is lost. */
  const pressButton = async (window: Page) => {
    await waitUntil("the extension's button opens the panel", async () => {
      const asked = (await worker()).evaluate(async () => {
        // A worker that has just started has no `chrome` for a moment.
        const behavior = await globalThis.chrome?.sidePanel?.getPanelBehavior();
        return behavior?.openPanelOnActionClick === true;
      });
      // One that is just stopping does not answer; the next one will.
      return asked.catch(() => false);
    });
    const extension = (await browser.extensions()).get(extensionId);
    if (!extension) throw new Error('Chrome did not load the extension.');
    await window.bringToFront();
    await window.triggerExtensionAction(extension);
  };
  let panel: Target | null = null;

  return {
    browser,
    extensionId,
    answersMicrophone: setMicrophone,
    async readsClipboard(panel) {
      await browser.setPermission(origin, {
        permission: { name: 'clipboard-read' },
        state: 'granted',
      });
      return panel.evaluate(() => navigator.clipboard.readText());
    },
    worker,
    async openPanel(where = 'first window') {
      const window = where === 'first window' ? desk : await browser.newPage({ type: 'window' });
      const before = new Set(browser.targets());
      await pressButton(window);
      const opened = await browser.waitForTarget(
        (target) => target.url() === `${origin}${panelPath}` && !before.has(target),
      );
      if (window === desk) panel = opened;
      const page = await opened.asPage();
      if (colorScheme) {
        await page.emulateMediaFeatures([{ name: 'prefers-color-scheme', value: colorScheme }]);
      }
      // The panel slides open: it has no width at first.
      await page.waitForFunction(() => innerWidth >= 300);
      return page;
    },
    async closePanel() {
      if (!panel) throw new Error('The panel is not open.');
      const closing = panel;
      panel = null;
      const gone = new Promise<void>((resolve) => {
        browser.on('targetdestroyed', function seen(target: Target) {
          if (target !== closing) return;
          browser.off('targetdestroyed', seen);
          resolve();
        });
      });
      await pressButton(desk);
      await gone;
    },
    close: () => browser.close(),
  };
}
