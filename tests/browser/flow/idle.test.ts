import type { Page } from 'puppeteer';
import { expect, test } from 'vitest';
import { reads } from '../../../scripts/browser/person.ts';
import { waitUntil } from '../../../scripts/wait-until.ts';
import { administratorOf } from '../../support/browser/administrator.ts';
import { goLive } from '../../support/browser/live.ts';
import { setScene } from '../../support/browser/scene.ts';

const MINUTE = 60_000;

/** The panel's clock goes on by that much at once, as after a computer's sleep. */
const letTimePass = (panel: Page, ms: number) =>
  panel.evaluate((passed) => {
    const before = Date.now.bind(Date);
    Date.now = () => before() + passed;
  }, ms);

test('a live session in which nothing is done in the panel is warned of, goes on with a touch, and ends', async () => {
  const scene = await setScene('en');
  const administrator = await administratorOf(scene.lens);
  await administrator.changes({ idleMinutes: 10 });
  const { technician, customer } = await goLive(scene);
  const { panel, say } = technician;

  await letTimePass(panel, 9.5 * MINUTE);
  await technician.reads('idle_title');
  await panel.keyboard.press('Shift');
  await waitUntil('the warning is gone', async () => !(await reads(panel, say('idle_title'))));
  await letTimePass(panel, 9.5 * MINUTE);
  await technician.reads('idle_title');
  expect(await reads(panel, say('ended'))).toBe(false);

  await letTimePass(panel, MINUTE);
  await Promise.all([technician.reads('ended_idle'), customer.reads('ended_idle')]);
});
