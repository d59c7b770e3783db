import { expect, test } from 'vitest';
import { callStatistics } from '../../../scripts/browser/call-statistics.ts';
import { goLive, isLive } from '../../support/browser/live.ts';
import { setScene } from '../../support/browser/scene.ts';

test('a second window shows where the call is, makes no second one, and can take it over', async () => {
  const scene = await setScene('en');
  const { technician, customer } = await goLive(scene);

  const second = await scene.reopens(technician, 'new window');
  await second.reads('elsewhere_window');
  expect((await callStatistics(second.panel)).connections).toBe(0);
  await isLive(technician, customer);

  await second.presses('continue_here');
  await isLive(second, customer);
  await technician.reads('elsewhere_window');
});
