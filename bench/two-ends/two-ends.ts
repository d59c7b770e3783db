import { fileURLToPath } from 'node:url';
import type { Browser, Page } from 'puppeteer';
import { createServer } from 'vite';
import { launchChromium } from '../../scripts/browser/chromium.ts';
import { imitateDevices } from '../../scripts/browser/devices.ts';
import { candidatesThrough } from '../../scripts/network/candidates.ts';
import { openUdpLink, type UdpLink } from '../../scripts/network/udp-link.ts';
import { waitUntil } from '../../scripts/wait-until.ts';
import type { End } from './page.ts';

declare const end: End;

/** Two browsers that are connected over a link, the customer's camera running. */
export interface TwoEnds {
  technician: Page;
  customer: Page;
  link: UdpLink;
  close(): Promise<void>;
}

/** Opens both ends; `photoBytes` is what the customer's phone gives for a photo. */
export async function openTwoEnds(photoBytes: number): Promise<TwoEnds> {
  const vite = await createServer({
    configFile: false,
    root: fileURLToPath(new URL('.', import.meta.url)),
    logLevel: 'silent',
    server: { host: '127.0.0.1', port: 0, fs: { allow: ['../..'] }, hmr: false, ws: false },
  });
  await vite.listen();
  const url = vite.resolvedUrls!.local[0]!.replace('127.0.0.1', 'localhost');
  const link = openUdpLink();
  const browsers: Browser[] = [];
  async function open(): Promise<Page> {
    const browser = await launchChromium({ args: imitateDevices('asks') });
    browsers.push(browser);
    const page = await browser.newPage();
    await page.goto(url);
    await page.waitForFunction(() => 'end' in globalThis);
    return page;
  }
  async function close(): Promise<void> {
    await Promise.all(browsers.map((browser) => browser.close()));
    link.close();
    await vite.close();
  }
  try {
    const [technician, customer] = await Promise.all([open(), open()]);
    await customer.evaluate((bytes) => end.makePhoto(bytes), photoBytes);
    await Promise.all([
      technician.evaluate(() => end.make('technician')),
      customer.evaluate(() => end.make('customer')),
    ]);
    const offer = await customer.evaluate(() => end.describe(null));
    const offered = await candidatesThrough(link, offer);
    const answer = await technician.evaluate((other) => end.describe(other), offered);
    const answered = await candidatesThrough(link, answer);
    await customer.evaluate((other) => end.take(other), answered);
    for (const page of [technician, customer])
      await waitUntil('both ends are connected', () => page.evaluate(() => end.ready()));
    await waitUntil(
      'the camera is seen',
      async () => (await technician.evaluate(() => end.framesDecoded())) > 10,
    );
    return { technician, customer, link, close };
  } catch (error) {
    await close();
    throw error;
  }
}
