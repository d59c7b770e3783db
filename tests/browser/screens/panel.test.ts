import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { languages } from '../../../common/contract/views.ts';
import { root } from '../../../scripts/root.ts';
import { NARROWEST, USUAL, openScreens, type Screens } from '../../support/panel/screens/page.ts';
import { snapshots } from '../../support/panel/snapshots.ts';

const pictures = join(root, 'artifacts/screens');
let screens: Screens;

beforeAll(async () => {
  await mkdir(pictures, { recursive: true });
  screens = await openScreens();
});
afterAll(() => screens?.close());
beforeEach(async () => {
  await screens.setTextSize('');
  await screens.setWidth(USUAL);
  await screens.setLook('light');
});

async function takePicture(name: string): Promise<void> {
  const path = join(pictures, `panel-${name}.png`) as `${string}.png`;
  await screens.page.screenshot({ path, optimizeForSpeed: true });
}

/** Nothing for axe to find and nothing cut, in every look that the panel can have. */
async function holds(name: string): Promise<void> {
  expect(await screens.faults(), 'nothing for axe to find').toEqual([]);
  expect(await screens.cutOff(), 'nothing is cut').toEqual([]);
  await takePicture(`${name}-light-${USUAL}`);

  await screens.setLook('dark');
  // The two schemes differ in nothing but their colours.
  expect(await screens.faults(['color-contrast']), 'nothing to find in the dark').toEqual([]);
  await takePicture(`${name}-dark-${USUAL}`);

  await screens.setWidth(NARROWEST);
  expect(await screens.cutOff(), 'nothing is cut at 320 px').toEqual([]);
  await takePicture(`${name}-dark-${NARROWEST}`);
  await screens.setTextSize('200%');
  expect(await screens.cutOff(), 'nothing is cut at 320 px and 200 % text').toEqual([]);
}

describe.each(languages)('in %s, every screen of the panel', (language) => {
  test.each(Object.keys(snapshots))('%s', async (name) => {
    await screens.show(name, language);
    await holds(`${name}-${language}`);
  });
});

describe.each(languages)('in %s, the page that asks for the microphone', (language) => {
  test.each(['prompt', 'asking', 'dismissed', 'granted', 'denied'])('%s', async (state) => {
    await screens.showMicrophonePage(state, language);
    await holds(`microphone-${state}-${language}`);
  });
});

describe.each(languages)('in %s, the large view without its panel', (language) => {
  test('says what happened, and the way to have the picture back', async () => {
    await screens.showAlone(language);
    await holds(`large-alone-${language}`);
  });
});

describe.each(languages)('in %s, the picture', (language) => {
  test.each([USUAL, NARROWEST])(
    'stays where it is however the two speak, at %i px',
    async (width) => {
      await screens.setWidth(width);
      const heights: Record<string, number> = {};
      for (const name of [
        ...['live', 'live-muted'],
        ...['live-by-phone', 'live-customer-by-phone', 'live-own-phone'],
      ]) {
        await screens.show(name, language);
        heights[name] = await screens.page.$eval(
          '.stage',
          (stage) => stage.getBoundingClientRect().height,
        );
      }
      expect(new Set(Object.values(heights)).size, JSON.stringify(heights)).toBe(1);
    },
  );
});
