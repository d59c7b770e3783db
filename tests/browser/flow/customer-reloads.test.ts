import { test } from 'vitest';
import { goLive, isLive } from '../../support/browser/live.ts';
import { setScene } from '../../support/browser/scene.ts';

test('a customer who reloads while live is seen and heard again', async () => {
  const scene = await setScene('fr');
  const { technician, customer } = await goLive(scene);
  await customer.page.reload();
  await customer.turnsCameraOnAgain();
  await isLive(technician, customer);
});
