import type { Page } from 'puppeteer';
import { describe, expect, test } from 'vitest';
import { seesMoving } from '../../../scripts/browser/picture.ts';
import { goLive } from '../../support/browser/live.ts';
import { setScene } from '../../support/browser/scene.ts';
import { phone, supplyPhoneCamera } from '../../support/browser/showing/phone-camera.ts';

/** Waits until a part of the photo is there, and not all of it. */
const partly = (panel: Page) =>
  panel.waitForFunction(
    () => {
      const { value = 0 } = document.querySelector('progress') ?? {};
      return value >= 3 && value <= 70;
    },
    { polling: 20, timeout: 60_000 },
  );

/** A live session with a phone whose photos are so large that they take a moment. */
async function liveWithLargePhotos() {
  const scene = await setScene('en');
  const { technician, customer } = await goLive(scene, { before: supplyPhoneCamera });
  await phone(customer.page, (it) => it.photos('heavy'));
  return { technician, customer };
}

describe('a large photo on its way', () => {
  test('goes on over the next connection where the one that carried it breaks', async () => {
    const { technician, customer } = await liveWithLargePhotos();
    await technician.presses('photo');
    await partly(technician.panel);
    await customer.page.evaluate(() =>
      (globalThis as { lensConnections?: RTCPeerConnection[] }).lensConnections!.forEach((one) =>
        one.close(),
      ),
    );
    await technician.reads('both_see_photo');
    const size = await technician.panel.waitForFunction(() => {
      const shown = [...document.images].find(({ src, alt }) => src.startsWith('blob:') && alt);
      return shown?.naturalWidth ? [shown.naturalWidth, shown.naturalHeight] : null;
    });
    expect(await size.jsonValue()).toEqual([4000, 3000]);
  });

  test('is cancelled by the technician, and the call goes on', async () => {
    const { technician, customer } = await liveWithLargePhotos();
    await technician.presses('photo');
    await partly(technician.panel);
    await seesMoving(technician.panel, 'the technician');
    await technician.presses('cancel');
    await technician.panel.waitForFunction(() => document.querySelector('progress') === null);
    await technician.reads('quality_good');
    expect(
      await customer.page.evaluate(() => [...document.images].some(({ alt }) => alt !== '')),
    ).toBe(false);

    // And the next one comes.
    await phone(customer.page, (it) => it.photos('plain'));
    await technician.presses('photo');
    await technician.reads('both_see_photo');
  });
});
