import puppeteer, { type Browser, type LaunchOptions } from 'puppeteer';
import { ensureBrowser, howToGet } from './install.ts';

/** Where a browser runs, other than on this machine's own network. */
export interface BrowserPlace {
  /** What is run in the place of the browser itself: it puts it there. */
  executable: string;
  args: string[];
}

/** How a person's browser is set up. */
export interface ChromiumSettings {
  /** BCP 47 tag of the browser's own language, English unless told. */
  language?: string;
  headless?: boolean;
  /** Absolute path of an unpacked extension. */
  extension?: string;
  args?: string[];
  viewport?: LaunchOptions['defaultViewport'];
  place?: BrowserPlace | undefined;
}

/** Nothing of the browser's own may go over the network or in the way of what is measured. */
const quiet = [
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--disable-quic',
  '--no-first-run',
  '--no-default-browser-check',
  // Several browsers run at once and only one window can be in front.
  '--disable-backgrounding-occluded-windows',
  '--disable-renderer-backgrounding',
  '--disable-background-timer-throttling',
];

/** Starts a Chromium with a new profile; throws in words where there is none to start. */
export async function launchChromium(settings: ChromiumSettings = {}): Promise<Browser> {
  const {
    language = 'en-US',
    headless = true,
    extension,
    args = [],
    viewport = null,
    place,
  } = settings;
  const executablePath = place?.executable ?? (await ensureBrowser('chromium'));
  if (!executablePath) throw new Error(howToGet.chromium);
  return puppeteer.launch({
    executablePath,
    headless,
    pipe: true,
    defaultViewport: viewport,
    ...(extension && { enableExtensions: [extension] }),
    // --lang alone leaves navigator.languages as Linux has it; a new profile asks the environment.
    env: { ...process.env, LANGUAGE: language.replace('-', '_'), LANG: 'C.UTF-8' },
    args: [
      ...quiet,
      `--lang=${language}`,
      `--accept-lang=${language}`,
      // Chromium's own sandbox refuses to start for root, as in a container.
      ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
      ...(place?.args ?? []),
      ...args,
    ],
  });
}
