import { hearsSound } from '../../../scripts/browser/sound.ts';
import { seesMoving } from '../../../scripts/browser/picture.ts';
import type { CustomerAt } from '../../../scripts/play/customer.ts';
import type { AtDesk, Scene } from './scene.ts';

/** Two people in a live session: picture to the technician, sound both ways. */
export async function isLive(technician: AtDesk, customer: CustomerAt): Promise<void> {
  await Promise.all([
    seesMoving(technician.panel, 'the technician'),
    hearsSound(technician.panel, 'the technician'),
    hearsSound(customer.page, 'the customer'),
  ]);
}

/** Brings a technician and a customer together, up to a live session. */
export async function goLive(
  scene: Scene,
  customerSettings: Parameters<Scene['customerOpens']>[0] = {},
): Promise<{ technician: AtDesk; customer: CustomerAt }> {
  const [technician, customer] = await Promise.all([
    scene.technicianSignsIn(),
    scene.customerOpens(customerSettings),
  ]);
  await customer.connects(await technician.opensSession());
  await technician.startsSession();
  await isLive(technician, customer);
  return { technician, customer };
}
