import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Browser, Page } from 'puppeteer';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { lieIn, pointOf, type Place, type Size } from '../../../../common/showing/place.ts';
import { launchChromium } from '../../../../scripts/browser/chromium.ts';
import { root } from '../../../../scripts/root.ts';
import type { PadPage } from './page.ts';
import { servePad } from './serve.ts';

declare const drawingPage: PadPage;

const pictures = join(root, 'artifacts/screens');
const SCREENS: [Size, Size][] = [
  [
    { width: 800, height: 600 },
    { width: 720, height: 1280 },
  ],
  [
    { width: 360, height: 640 },
    { width: 1280, height: 720 },
  ],
];

let place: Awaited<ReturnType<typeof servePad>>;
let browser: Browser;
let page: Page;

beforeAll(async () => {
  await mkdir(pictures, { recursive: true });
  place = await servePad();
  browser = await launchChromium({ args: ['--autoplay-policy=no-user-gesture-required'] });
  page = await browser.newPage();
});
afterAll(async () => {
  await browser?.close();
  await place?.close();
});

async function open({ width, height }: Size, ratio = 1): Promise<void> {
  await page.setViewport({ width, height, deviceScaleFactor: ratio });
  await page.goto(place.url);
}

const frames = (count = 4) => page.evaluate((many) => drawingPage.frames(many), count);
const inkBox = () => page.evaluate(() => drawingPage.inkBox());

for (const [screen, picture] of SCREENS)
  describe(`a picture of ${picture.width}x${picture.height} on ${screen.width}x${screen.height}`, () => {
    describe.each(['contain', 'cover'] as const)('that the screen is to %s', (how) => {
      /** Places that can be seen: the middle half of the picture along both sides. */
      const lie = lieIn(picture, screen, how);
      const seen = (place: Place) => {
        const { x, y } = pointOf(lie, place);
        return x > 20 && y > 20 && x < screen.width - 20 && y < screen.height - 20;
      };

      test.each<Place>([
        [5_000, 5_000],
        [4_000, 4_600],
        [6_000, 5_500],
      ])('a number set with the mouse at %i, %i stands there', async (...at) => {
        expect(seen(at)).toBe(true);
        await open(screen, 2);
        await page.evaluate(
          (...given) => drawingPage.covering(...given),
          picture,
          '#404040',
          how,
          'number' as const,
        );
        const { x, y } = pointOf(lie, at);
        await page.mouse.click(x, y);
        await frames();
        const box = (await inkBox())!;
        const off = Math.hypot((box.left + box.right) / 2 - x, (box.top + box.bottom) / 2 - y);
        expect(off).toBeLessThan(lie.width * 0.01);
      });

      test('a stroke goes from where the mouse was pressed to where it was let go', async () => {
        await open(screen);
        await page.evaluate(
          (...given) => drawingPage.covering(...given),
          picture,
          '#404040',
          how,
          'pen' as const,
        );
        const [from, to] = [pointOf(lie, [4_200, 4_500]), pointOf(lie, [5_800, 5_500])];
        await page.mouse.move(from.x, from.y);
        await page.mouse.down();
        await page.mouse.move(to.x, to.y, { steps: 20 });
        await page.mouse.up();
        await frames();
        const box = (await inkBox())!;
        // The line's own thickness is on both sides.
        const thick = Math.max(3, Math.min(lie.width, lie.height) * 0.009) / 2;
        const near = (one: number, other: number) =>
          expect(Math.abs(one - other)).toBeLessThan(lie.width * 0.01 + 1);
        near(box.left + thick, from.x);
        near(box.right - thick, to.x);
        near(box.top + thick, from.y);
        near(box.bottom - thick, to.y);
        const inkAt = (x: number, y: number) =>
          page.evaluate((...given) => drawingPage.inkAt(...given), x, y);
        const [red, green] = await inkAt((from.x + to.x) / 2, (from.y + to.y) / 2);
        expect([red! > 200, green! < 40]).toEqual([true, true]);
        expect((await inkAt(from.x, to.y))[3]).toBe(0);
      });
    });
  });

describe('a stroke', () => {
  const screen = { width: 360, height: 640 };
  const picture = { width: 720, height: 1280 };

  async function penInHand(): Promise<void> {
    await open(screen);
    await page.evaluate(
      (...given) => drawingPage.covering(...given),
      picture,
      '#404040',
      'contain' as const,
      'pen' as const,
    );
  }

  /** The ink is a line from the middle, so far to the right and down, in CSS pixels. */
  async function standsFromTheMiddle(right: number, down: number): Promise<void> {
    await frames();
    const box = (await inkBox())!;
    expect(Math.abs(box.right - box.left - right)).toBeLessThan(8);
    expect(Math.abs(box.bottom - box.top - down)).toBeLessThan(8);
    expect(Math.abs(box.left - screen.width / 2)).toBeLessThan(5);
    expect(Math.abs(box.top - screen.height / 2)).toBeLessThan(5);
  }

  test('is drawn by a pen', async () => {
    await penInHand();
    const input = await page.createCDPSession();
    const stylus = { pointerType: 'pen', button: 'left', buttons: 1, force: 0.5 } as const;
    await page.evaluate(() =>
      addEventListener('pointerdown', ({ pointerType }) => (document.title = pointerType)),
    );
    const at = (step: number) => ({ x: 180 + step * 10, y: 320 + step * 5 });
    await input.send('Input.dispatchMouseEvent', { type: 'mousePressed', ...at(0), ...stylus });
    for (let step = 1; step <= 10; step += 1)
      await input.send('Input.dispatchMouseEvent', { type: 'mouseMoved', ...at(step), ...stylus });
    await input.send('Input.dispatchMouseEvent', { type: 'mouseReleased', ...at(10), ...stylus });
    expect(await page.title()).toBe('pen');
    await standsFromTheMiddle(100, 50);
  });

  test('is drawn by the keys', async () => {
    await penInHand();
    await page.focus('[role="application"]');
    await page.keyboard.press('Space');
    await page.keyboard.down('Shift');
    for (const key of ['ArrowRight', 'ArrowDown', 'ArrowRight', 'ArrowDown'] as const)
      await page.keyboard.press(key);
    await page.keyboard.up('Shift');
    await page.keyboard.press('Space');
    // A step is half a hundredth of the shorter side, ten times as far with Shift.
    await standsFromTheMiddle(36, 36);
  });
});

describe('a still of which a part is enlarged', () => {
  test('is drawn on where the mouse is, and shows the mark at its place when it is whole again', async () => {
    const screen = { width: 360, height: 640 };
    await open(screen);
    await page.evaluate(async () => {
      await drawingPage.desk({ width: 720, height: 1280 }, '#404040', 'en', 'number');
      await drawingPage.freeze({ width: 1200, height: 1600 }, '#404040');
    });
    await frames();
    const stage = (await (await page.$('.technician-stage'))!.boundingBox())!;
    const lie = lieIn({ width: 1200, height: 1600 }, stage, 'contain');
    // The cross at a quarter of the picture stays beneath the mouse.
    const { x, y } = pointOf(lie, [2_500, 2_500]);
    await page.mouse.move(stage.x + x, stage.y + y);
    await page.mouse.wheel({ deltaY: -500 });
    await frames();
    await page.mouse.click(stage.x + x, stage.y + y);
    await page.click('[aria-label="Show the whole picture"]');
    await frames();
    const box = (await inkBox())!;
    const off = Math.hypot(
      (box.left + box.right) / 2 - stage.x - x,
      (box.top + box.bottom) / 2 - stage.y - y,
    );
    expect(off).toBeLessThan(lie.width * 0.01);
  });
});

describe('painting', () => {
  const median = (figures: number[]) =>
    [...figures].sort((one, other) => one - other)[Math.floor(figures.length / 2)]!;
  const scripting = () => page.evaluate(() => drawingPage.scripting.splice(0));

  async function desk(): Promise<void> {
    await open({ width: 800, height: 600 });
    await page.evaluate(() => drawingPage.desk({ width: 720, height: 1280 }, '#404040'));
    await frames(10);
    await scripting();
  }

  test('sixty strokes that grow together leaves room in every frame', async () => {
    await desk();
    await page.evaluate(() => drawingPage.growTogether(60, 120));
    const each = await scripting();
    expect(each.length).toBeGreaterThan(60);
    expect(median(each)).toBeLessThan(8);
  });

  test('a thousand strokes cost no more than the one that is drawn on', async () => {
    await desk();
    await page.evaluate(() => drawingPage.drawMany(999));
    await frames(4);
    await scripting();
    await page.evaluate(async () => {
      const line = drawingPage.pen.stroke(0, [1_000, 1_000]);
      for (let step = 0; step < 60; step += 1) {
        line.to([1_000 + step * 100, 1_000 + step * 50]);
        await drawingPage.frames(1);
      }
      line.end();
    });
    const each = await scripting();
    expect(each.length).toBeGreaterThan(20);
    expect(median(each)).toBeLessThan(4);
  });

  test('stops where nothing changes', async () => {
    await desk();
    await frames(10);
    expect(await scripting()).toEqual([]);
  });
});

describe('pictures to look at', () => {
  test.each([
    [320, 'light', '#ffffff', 'en'],
    [360, 'dark', '#101418', 'fr'],
    [480, 'light', '#808080', 'fr'],
  ] as const)('tools and marks at %i px, %s', async (width, scheme, ground, language) => {
    await page.emulateMediaFeatures([{ name: 'prefers-color-scheme', value: scheme }]);
    await open({ width, height: 640 }, 2);
    await page.evaluate(
      async (colour, tongue) => {
        const { pen } = drawingPage;
        await drawingPage.desk({ width: 720, height: 1280 }, colour, tongue, 'pen');
        await drawingPage.frames(10);
        const line = pen.stroke(0, [1_000, 2_000]);
        for (let step = 0; step < 60; step += 1)
          line.to([1_000 + step * 60, Math.round(2_000 + 600 * Math.sin(step / 6))]);
        line.end();
        const arrow = pen.arrow(0, [8_000, 1_000]);
        arrow.to([6_000, 3_500]);
        arrow.end();
        for (let each = 0; each < 12; each += 1)
          pen.number(0, [1_200 + (each % 4) * 2_200, 5_000 + Math.floor(each / 4) * 1_200]);
        pen.point(0, [5_000, 9_000]);
        await drawingPage.frames(4);
      },
      ground,
      language,
    );
    const reaches = await page.evaluate(() =>
      [...document.querySelectorAll('button')]
        .map((button) => ({ ...button.getBoundingClientRect().toJSON(), wide: button.scrollWidth }))
        .filter(
          ({ left, right, width: own, height, wide }) =>
            left < 0 || right > innerWidth || own < 44 || height < 44 || wide > own + 1,
        ),
    );
    expect(reaches, 'every tool is whole, and large enough for a finger').toEqual([]);
    await page.screenshot({
      path: join(pictures, `drawing-${scheme}-${width}.png`) as `${string}.png`,
    });
  });
});
