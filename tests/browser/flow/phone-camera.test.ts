import type { Page } from 'puppeteer';
import { describe, expect, test } from 'vitest';
import { customerWords } from '../../../common/i18n/customer/words.ts';
import { translator } from '../../../common/i18n/translate.ts';
import { press, read } from '../../../scripts/browser/person.ts';
import { seesMoving } from '../../../scripts/browser/picture.ts';
import { hearsSound } from '../../../scripts/browser/sound.ts';
import { waitUntil } from '../../../scripts/wait-until.ts';
import { goLive } from '../../support/browser/live.ts';
import { setScene } from '../../support/browser/scene.ts';
import { findColour, type Colour } from '../../support/browser/showing/find-colour.ts';
import { phone, supplyPhoneCamera } from '../../support/browser/showing/phone-camera.ts';

const says = translator(customerWords, 'en');

/** The picture's part of a page, in CSS pixels. */
const pictureOn = (page: Page) =>
  page.evaluate(() => {
    const { x, y, width, height } = document.querySelector('video')!.getBoundingClientRect();
    return { x, y, width, height };
  });
const look = async (page: Page, colour: Colour) => findColour(page, colour, await pictureOn(page));
const sees = (page: Page, colour: Colour) =>
  waitUntil(`${colour} is seen`, async () => (await look(page, colour)) !== null);
const seesNo = (page: Page, colour: Colour) =>
  waitUntil(`no ${colour} is seen`, async () => (await look(page, colour)) === null);

/** Two fingers in the middle of the phone's screen, from so far apart to so far, in CSS pixels. */
async function pinches(page: Page, from: number, to: number): Promise<void> {
  const { width, height } = page.viewport()!;
  const xs = (apart: number) => [(width - apart) / 2, (width + apart) / 2] as const;
  const fingers = [];
  for (const x of xs(from)) fingers.push(await page.touchscreen.touchStart(x, height / 2));
  for (const apart of [(from + to) / 2, to])
    for (const [index, x] of xs(apart).entries()) await fingers[index]!.move(x, height / 2);
  for (const finger of fingers) await finger.end();
}

/** How many frames the panel has shown. */
const frames = (panel: Page) =>
  panel.evaluate(() => document.querySelector('video')!.getVideoPlaybackQuality().totalVideoFrames);

/** A live session with a phone that has three lenses, a torch and a zoom. */
async function liveWithPhone() {
  const scene = await setScene('en');
  const { technician, customer } = await goLive(scene, { before: supplyPhoneCamera });
  return { ...technician, page: customer.page, technician, customer };
}

declare global {
  interface Window {
    /** The wake locks that a page has had, of the browser's own. */
    wakeLocks: WakeLockSentinel[];
  }
}

/** Runs in the page before its scripts. */
function keepWakeLocks(): void {
  window.wakeLocks = [];
  const request = navigator.wakeLock.request.bind(navigator.wakeLock);
  navigator.wakeLock.request = async (type) => {
    const lock = await request(type);
    window.wakeLocks.push(lock);
    return lock;
  };
}

describe('the camera of the phone', () => {
  test('begins with the main rear lens, and is turned, lit and zoomed from both sides in one call', async () => {
    const { panel, page, say } = await liveWithPhone();
    await sees(panel, 'green');
    expect(await look(panel, 'blue')).toBeNull();

    await press(panel, say('torch'));
    await sees(panel, 'white');
    await waitUntil("the phone's own button shows it", async () =>
      page.evaluate(() => document.querySelector('[aria-pressed="true"]') !== null),
    );
    await press(page, says('torch'));
    await seesNo(panel, 'white');

    const small = (await look(panel, 'green'))!.pixels;
    await press(panel, say('zoom'));
    await press(panel, say('zoom_more'));
    await waitUntil('the picture is larger', async () => {
      const now = await look(panel, 'green');
      return now !== null && now.pixels > small * 1.5;
    });
    await pinches(page, 240, 80);
    await waitUntil('the picture is small again', async () => {
      const now = await look(panel, 'green');
      return now !== null && now.pixels < small * 1.2;
    });

    await press(page, says('turn_camera'));
    await sees(panel, 'yellow');
    await waitUntil('the light, which the front has not, is gone from the panel', async () =>
      panel.evaluate(
        (word) => ![...document.querySelectorAll('button')].some((one) => one.ariaLabel === word),
        say('torch'),
      ),
    );
    await press(page, says('turn_camera'));
    await sees(panel, 'green');
    const before = await frames(panel);
    await waitUntil('the picture goes on', async () => (await frames(panel)) > before);
  });

  test('is paused by the customer, and the panel never shows a frozen picture', async () => {
    const { panel, page, say } = await liveWithPhone();
    await sees(panel, 'green');
    await press(page, says('pause'));
    await read(panel, say('camera_paused'));
    await read(page, says('paused'));
    expect(
      await panel.evaluate(() =>
        document.querySelector('video')!.checkVisibility({ visibilityProperty: true }),
      ),
    ).toBe(false);
    await press(page, says('resume'));
    await seesMoving(panel, 'the technician');
    await sees(panel, 'green');
  });

  test('is said on both sides to be taken by a telephone call, and comes back by itself', async () => {
    const { panel, page, say } = await liveWithPhone();
    await phone(page, (it) => it.taken(true));
    await read(panel, say('camera_taken'));
    await read(page, says('interrupted'));
    await phone(page, (it) => it.taken(false));
    await seesMoving(panel, 'the technician');
    await sees(panel, 'green');
  });

  test('keeps the phone awake from the preview to the end, and turns as the phone is turned', async () => {
    const { panel, page, technician } = await liveWithPhone();
    expect(await phone(page, (it) => it.awake.held)).toBe(1);
    const shape = () =>
      panel.evaluate(() => {
        const { videoWidth, videoHeight } = document.querySelector('video')!;
        return videoWidth / videoHeight;
      });
    await waitUntil('the picture is upright', async () => (await shape()) < 1);
    await phone(page, (it) => it.turn(false));
    await waitUntil('the picture lies', async () => (await shape()) > 1);
    await sees(panel, 'green');
    await technician.endsSession();
    await waitUntil(
      'the phone may sleep',
      async () => (await phone(page, (it) => it.awake.held)) === 0,
    );
  });

  test('keeps the phone awake again once the customer is back from another app', async () => {
    const scene = await setScene('en');
    const { customer } = await goLive(scene, { before: keepWakeLocks });
    const { page } = customer;
    const held = () => page.evaluate(() => window.wakeLocks.map(({ released }) => !released));
    expect(await held()).toEqual([true]);
    const otherApp = await page.browser().newPage();
    await otherApp.bringToFront();
    await waitUntil('the phone may sleep', async () => !(await held()).includes(true));
    await page.bringToFront();
    await waitUntil('the phone is kept awake again', async () => (await held()).at(-1) === true);
    expect(await held()).toEqual([false, true]);
  });

  test('is asked for alone where the two are already on the phone, until they want to speak here', async () => {
    const scene = await setScene('en');
    const [technician, customer] = await Promise.all([
      scene.technicianSignsIn(),
      scene.customerOpens({ before: supplyPhoneCamera }),
    ]);
    const pin = await technician.opensSession();
    await technician.choosesVoice('phone');
    await customer.connects(pin, 'phone');
    await technician.startsSession();
    await seesMoving(technician.panel, 'the technician');
    expect(await phone(customer.page, (it) => it.asked)).toEqual({
      video: expect.any(Number),
      audio: 0,
    });
    await read(technician.panel, technician.say('voice_phone_short'));

    await press(technician.panel, technician.say('voice_here'));
    await press(customer.page, says('speak'));
    await Promise.all([
      hearsSound(technician.panel, 'the technician'),
      hearsSound(customer.page, 'the customer'),
    ]);
    expect(await phone(customer.page, (it) => it.asked.audio)).toBe(1);
  });
});
