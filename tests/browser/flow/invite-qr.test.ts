import { test } from 'vitest';
import { joinsByTap, touchesLink } from '../../support/browser/invited.ts';
import { setScene } from '../../support/browser/scene.ts';

test('the QR code, read in a picture of the panel, leads to a live session', async () => {
  const scene = await setScene('fr');
  const technician = await scene.technicianSignsIn();
  await technician.opensSession();
  const customer = await touchesLink(scene, await technician.showsQrCode());
  await joinsByTap(technician, customer);
});
