import { mkdir } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import axeCore from 'axe-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Gallery } from '../../customer-web/gallery/main.svelte.ts';
import { openGallery, type OpenGallery } from '../../customer-web/gallery/open.ts';

/** What is in the page. */
declare const gallery: Gallery;
declare const axe: typeof axeCore;

const pictures = fileURLToPath(new URL('../../../artifacts/screens/', import.meta.url));
/** Screens that show the colour as a button, as words, as progress, as a field and as a drawing. */
const screens = ['tutorial-point', 'camera-safari_ios', 'pin-extra', 'licence-text', 'ended-ended'];

let open: OpenGallery;
beforeAll(async () => {
  await mkdir(pictures, { recursive: true });
  open = await openGallery();
  await open.page.evaluate(axeCore.source);
});
afterAll(() => open?.close());

const show = (name: string, company: string) =>
  open.page.evaluate(
    (name, company) => gallery.show(name, 'en', company as Gallery['companies'][number]),
    name,
    company,
  );

/** The least legible of what is written, and what else axe finds. */
const whatAxeFinds = () =>
  open.page.evaluate(async () => {
    const { violations } = await axe.run(document, { resultTypes: ['violations'] });
    return violations.map(({ id, nodes }) => `${id}, ${nodes.map((node) => node.html).join()}`);
  });

const headerHeight = () =>
  open.page.evaluate(() => document.querySelector('header')!.getBoundingClientRect().height);

const look = (scheme: string) =>
  open.page.emulateMediaFeatures([
    { name: 'prefers-color-scheme', value: scheme },
    { name: 'prefers-reduced-motion', value: 'reduce' },
  ]);

describe('a company’s page', () => {
  it.each(['light', 'dark'])('is legible in any colour, %s', async (scheme) => {
    await look(scheme);
    const found: string[] = [];
    for (const company of await open.page.evaluate(() => gallery.companies))
      for (const name of screens) {
        await show(name, company);
        await open.page.screenshot({ path: `${pictures}company-${company}-${name}-${scheme}.png` });
        found.push(...(await whatAxeFinds()).map((finding) => `${company} ${name}: ${finding}`));
      }
    expect(found).toEqual([]);
  });

  it('is drawn anew in its colour when the phone turns dark', async () => {
    const accent = () =>
      open.page.evaluate(() => document.documentElement.style.getPropertyValue('--accent'));
    await look('light');
    await show('tutorial-point', 'logo');
    const light = await accent();
    await look('dark');
    await open.page.waitForFunction(
      (light) => document.documentElement.style.getPropertyValue('--accent') !== light,
      {},
      light,
    );
    expect(light).toBe('#c2185b');
  });

  it('does not move when its name or its logo comes', async () => {
    await look('light');
    await show('tutorial-point', 'unknown');
    const before = await headerHeight();
    for (const company of ['usual', 'logo', 'logo_lost']) {
      await show('tutorial-point', company);
      expect(await headerHeight()).toBe(before);
    }
  });

  it('shows its logo, at most 48 px high, and its name where the logo does not come', async () => {
    await show('tutorial-point', 'logo');
    const logo = await open.page.waitForSelector('header img:not([hidden])');
    const height = await logo!.evaluate((image) => image.getBoundingClientRect().height);
    expect(height).toBeGreaterThan(30);
    expect(height).toBeLessThanOrEqual(48);
    await show('tutorial-point', 'logo_lost');
    const header = () => open.page.$eval('header', (element) => element.textContent);
    await expect.poll(header).toContain('Example');
  });
});
