import { test } from 'vitest';
import { reads } from '../../../scripts/browser/person.ts';
import { waitUntil } from '../../../scripts/wait-until.ts';
import { goLive } from '../../support/browser/live.ts';
import { setScene } from '../../support/browser/scene.ts';

test('the technician reads of a customer who muted, and of the own muting in the menu', async () => {
  const scene = await setScene('en');
  const { technician, customer } = await goLive(scene);
  const { panel, say } = technician;

  await customer.presses('mute');
  await technician.reads('customer_muted');
  await customer.presses('unmute');
  await waitUntil('the sound is back', async () => !(await reads(panel, say('customer_muted'))));

  await technician.presses('mute');
  await technician.presses('menu');
  await technician.reads('microphone_is_muted');
});
