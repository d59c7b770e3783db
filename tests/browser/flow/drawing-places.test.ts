import type { Page } from 'puppeteer';
import { describe, expect, test } from 'vitest';
import { showingWords } from '../../../common/i18n/showing/words.ts';
import { translator } from '../../../common/i18n/translate.ts';
import { press } from '../../../scripts/browser/person.ts';
import { seesMoving } from '../../../scripts/browser/picture.ts';
import { waitUntil } from '../../../scripts/wait-until.ts';
import { filmWithSigns, signs, type At } from '../../support/browser/showing/film.ts';
import { findColour, type Colour } from '../../support/browser/showing/find-colour.ts';
import { opensLarge } from '../../support/browser/large-view.ts';
import { goLive } from '../../support/browser/live.ts';
import { setScene } from '../../support/browser/scene.ts';

const say = translator(showingWords, 'en');

/** The part of a page that shows the camera's picture, in CSS pixels. */
const pictureOn = (page: Page) =>
  page.evaluate(() => {
    const shown = [...document.querySelectorAll('video')].find((video) => video.videoWidth > 0)!;
    const { x, y, right, bottom } = shown.getBoundingClientRect();
    const [left, top] = [Math.max(0, x), Math.max(0, y)];
    const [width, height] = [
      Math.min(innerWidth, right) - left,
      Math.min(innerHeight, bottom) - top,
    ];
    return { x: left, y: top, width, height };
  });

/** Where the middle of that colour is on a page. */
async function find(page: Page, colour: Colour): Promise<At> {
  let found: At | null = null;
  await waitUntil(`something ${colour} is seen`, async () => {
    found = await findColour(page, colour, await pictureOn(page));
    return found !== null;
  });
  return found!;
}

/** Where the picture itself lies on a page, by two of its signs: whatever the page makes of it. */
async function lieOf(page: Page) {
  const [blue, yellow] = [await find(page, 'blue'), await find(page, 'yellow')];
  const [ofBlue, ofYellow] = [signs.blue.at, signs.yellow.at];
  const width = (blue.x - yellow.x) / (ofBlue.x - ofYellow.x);
  const height = (blue.y - yellow.y) / (ofBlue.y - ofYellow.y);
  return { width, height, left: blue.x - ofBlue.x * width, top: blue.y - ofBlue.y * height };
}

/** Sets a numbered mark on the green sign. */
async function setMark(page: Page): Promise<void> {
  const green = await find(page, 'green');
  await press(page, say('number'));
  await page.mouse.click(green.x, green.y);
}

/** The mark is where the green sign was, by no more than 1 % of the picture's width. */
async function standsOnGreen(page: Page): Promise<void> {
  const ink = await find(page, 'ink');
  const lie = await lieOf(page);
  const { x, y } = signs.green.at;
  const offBy = Math.hypot(ink.x - lie.left - x * lie.width, ink.y - lie.top - y * lie.height);
  expect(offBy / lie.width).toBeLessThan(0.01);
}

describe.each([
  ['an upright camera on an upright phone', [720, 1280], { width: 360, height: 640 }],
  ['a lying camera on an upright phone', [1280, 720], { width: 360, height: 640 }],
  ['a lying camera on a lying phone', [1280, 720], { width: 640, height: 360 }],
] as const)('%s', (_, [width, height], viewport) => {
  test('shows a mark on both screens where it was set in the picture, within 1 %', async () => {
    const film = await filmWithSigns(width, height);
    const scene = await setScene('en');
    const { technician, customer } = await goLive(scene, { film, viewport });
    const { panel } = technician;

    await setMark(panel);
    for (const page of [panel, customer.page]) await standsOnGreen(page);
  });
});

test('a mark set in the large view stands at its place there and on the phone, within 1 %', async () => {
  const film = await filmWithSigns(720, 1280);
  const scene = await setScene('en');
  const { technician, customer } = await goLive(scene, { film });
  const large = await opensLarge(technician);
  await seesMoving(large, 'the large view');
  await setMark(large);
  for (const page of [large, customer.page]) await standsOnGreen(page);
});
