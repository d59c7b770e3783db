import type { Page } from 'puppeteer';
import { describe, expect, test } from 'vitest';
import { showingWords } from '../../../common/i18n/showing/words.ts';
import { translator } from '../../../common/i18n/translate.ts';
import { press, read } from '../../../scripts/browser/person.ts';
import { seesMoving } from '../../../scripts/browser/picture.ts';
import { hearsSound } from '../../../scripts/browser/sound.ts';
import { waitUntil } from '../../../scripts/wait-until.ts';
import { isLargeView, opensLarge } from '../../support/browser/large-view.ts';
import { goLive } from '../../support/browser/live.ts';
import { setScene } from '../../support/browser/scene.ts';
import { findColour } from '../../support/browser/showing/find-colour.ts';

const draws = translator(showingWords, 'en');
/** The middle of a page's picture, in CSS pixels. */
const middleOf = (page: Page) =>
  page.evaluate(() => {
    const { x, y, width, height } = document.querySelector('video')!.getBoundingClientRect();
    return { x: x + width / 2, y: y + height / 2 };
  });

describe('the large view', () => {
  test('shows the picture with all the tools, full screen too, and the panel has the call', async () => {
    const scene = await setScene('en');
    const { technician, customer } = await goLive(scene);
    const { panel, say } = technician;
    const large = await opensLarge(technician);
    await seesMoving(large, 'the large view');
    await read(panel, say('large_view_shown'));
    await hearsSound(panel, 'the technician');

    await press(large, draws('number'));
    const { x, y } = await middleOf(large);
    await large.mouse.click(x, y);
    await waitUntil("the mark is on the customer's screen", async () => {
      const { width, height } = customer.page.viewport()!;
      return (await findColour(customer.page, 'ink', { x: 0, y: 0, width, height })) !== null;
    });
    await press(large, say('mute'));
    await read(large, say('unmute_short'));
    await press(large, say('full_screen'));
    await large.waitForFunction(() => document.fullscreenElement !== null);
    await press(large, say('full_screen_leave'));
    await large.waitForFunction(() => document.fullscreenElement === null);

    await press(panel, say('large_view_back'));
    await waitUntil(
      'the window is closed',
      () => !technician.desk.browser.targets().some(isLargeView),
    );
    await seesMoving(panel, 'the technician');
  });

  test('says that its panel was closed, and brings picture and panel back on a click', async () => {
    const scene = await setScene('fr');
    const { technician } = await goLive(scene);
    const { desk, say } = technician;
    const large = await opensLarge(technician);
    await seesMoving(large, 'the large view');
    await desk.closePanel();
    await read(large, say('large_view_alone'));
    expect(await large.evaluate(() => document.querySelectorAll('video').length)).toBe(0);
    await press(large, say('large_view_open_panel'));
    await seesMoving(large, 'the large view again');
    const panel = await desk.browser.waitForTarget((target) =>
      target.url().includes('/panel/index.html'),
    );
    await read(await panel.asPage(), say('large_view_shown'));
  });

  test('is gone when the session is over', async () => {
    const scene = await setScene('en');
    const { technician } = await goLive(scene);
    const large = await opensLarge(technician);
    await seesMoving(large, 'the large view');
    await technician.endsSession();
    await waitUntil(
      'the window is closed',
      () => !technician.desk.browser.targets().some(isLargeView),
    );
  });
});
