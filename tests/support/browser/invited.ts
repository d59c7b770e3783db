import { expect } from 'vitest';
import type { CustomerAt } from '../../../scripts/play/customer.ts';
import { isLive } from './live.ts';
import type { AtDesk, Scene } from './scene.ts';

/** A customer on a phone of their own touches a link and gets as far as the one button that joins. */
export async function touchesLink(scene: Scene, link: string): Promise<CustomerAt> {
  const customer = await scene.customerOpens({ url: link });
  // The token is nowhere in the address, as soon as anything can be seen.
  expect(customer.page.url()).toBe(`${scene.lens.url}/`);
  await customer.goesToConnect();
  return customer;
}

/** From the one tap that joins to a live session, past the PIN. */
export async function joinsByTap(technician: AtDesk, customer: CustomerAt): Promise<void> {
  await technician.reads('waiting');
  await customer.presses('connect');
  await technician.reads('joined');
  await customer.acceptsLicence();
  await technician.reads('connected');
  await technician.startsSession();
  await isLive(technician, customer);
}

/** The one link in a text. */
export function linkIn(text: string): string {
  const found = text.match(/https?:\/\/\S+/g) ?? [];
  expect(found).toHaveLength(1);
  return found[0] ?? '';
}
