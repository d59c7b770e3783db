import { expect, test } from 'vitest';
import { goLive, isLive } from '../../support/browser/live.ts';
import { setScene } from '../../support/browser/scene.ts';

test('a panel that is closed and opened again while live has the picture again', async () => {
  const scene = await setScene('en');
  const { technician, customer } = await goLive(scene);
  await technician.desk.closePanel();
  await isLive(await scene.reopens(technician), customer);
});

test('a panel that is reloaded while live has the picture again', async () => {
  const scene = await setScene('fr');
  const { technician, customer } = await goLive(scene);
  await technician.panel.reload();
  await isLive(technician, customer);
});

test('a panel that is closed and opened again while it waits shows the same PIN', async () => {
  const scene = await setScene('en');
  const technician = await scene.technicianSignsIn();
  const pin = await technician.opensSession();
  await technician.desk.closePanel();
  const again = await scene.reopens(technician);
  expect(await again.readsPin()).toBe(pin);
});
