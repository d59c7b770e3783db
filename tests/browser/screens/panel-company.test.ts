import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { root } from '../../../scripts/root.ts';
import { openScreens, type Screens } from '../../support/panel/screens/page.ts';

const pictures = join(root, 'artifacts/screens');
/** A colour that is hard to read on a light ground, and one on a dark: all others are in between. */
const colours = { yellow: '#ffe600', black: '#101010' };
/** Screens that show it as a button, as words, as the tool in hand, and in a form. */
const shown = ['waiting', 'connected', 'live-drawn', 'account-password'];
let screens: Screens;

beforeAll(async () => {
  await mkdir(pictures, { recursive: true });
  screens = await openScreens();
});
afterAll(() => screens?.close());

describe.each(Object.entries(colours))('a company whose colour is %s', (name, colour) => {
  test.each(['light', 'dark'] as const)('has a panel that is legible, %s', async (scheme) => {
    await screens.setLook(scheme);
    const found: string[] = [];
    for (const screen of shown) {
      await screens.show(screen, 'en', colour);
      const path = join(pictures, `panel-company-${name}-${screen}-${scheme}.png`);
      await screens.page.screenshot({ path: path as `${string}.png`, optimizeForSpeed: true });
      found.push(...(await screens.faults(['color-contrast'])).map((one) => `${screen}: ${one}`));
    }
    expect(found).toEqual([]);
  });
});

const fill = () =>
  screens.page.evaluate(() =>
    getComputedStyle(document.documentElement).getPropertyValue('--fill').trim(),
  );

test('the panel of a company without a colour is in that of Lens again', async () => {
  await screens.setLook('light');
  await screens.show('home', 'en');
  const own = await fill();
  await screens.show('home', 'en', colours.yellow);
  expect(await fill()).toBe(colours.yellow);
  await screens.show('home', 'en');
  expect(await fill()).toBe(own);
});
