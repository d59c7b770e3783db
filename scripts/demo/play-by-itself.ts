import { mkdir } from 'node:fs/promises';
import type { Page } from 'puppeteer';
import { customerAt } from '../play/customer.ts';
import { technicianAt } from '../play/technician.ts';
import { root } from '../root.ts';
import { playToLive, type Part } from './flow.ts';
import { takePicture } from './picture.ts';
import type { Setting } from './setting.ts';
import type { Way } from './ways.ts';

/** Thrown by the part of the flow that failed; the message begins with its name. */
class PartFailed extends Error {}

const part: Part = async (name, act) => {
  console.error(`  ${name}`);
  try {
    return await act();
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new PartFailed(`${name}: ${reason}`, { cause: error });
  }
};

const photograph = (page: Page, name: string) =>
  page.screenshot({ path: `${root}artifacts/${name}.png` as `${string}.png` });

/**
 * Plays both sides up to a live call, the customer invited `via` one way, measures it and takes its
 * picture. Prints one line of JSON
 * as the last of stdout; resolves with the exit status.
 */
export async function playByItself(
  setting: Setting,
  via: Way,
  withPicture: boolean,
): Promise<number> {
  await mkdir(`${root}artifacts`, { recursive: true });
  const panel = await setting.technician.openPanel();
  const technician = technicianAt(panel, 'en');
  const customer = customerAt(setting.customer.page, 'en');
  try {
    const { technician: desk, outboxUrl, signIn } = setting;
    const place = { desk, technician, phone: customer.page, outboxUrl };
    const measured = await playToLive(place, customer, via, signIn, part);
    await photograph(panel, 'panel-live');
    await photograph(customer.page, 'customer-live');
    if (withPicture) await takePicture(`${root}artifacts`, `${root}docs/live.png`);
    console.log(JSON.stringify({ ok: true, via, ...measured }));
    return 0;
  } catch (error) {
    await Promise.allSettled([
      photograph(panel, 'panel-failed'),
      photograph(customer.page, 'customer-failed'),
    ]);
    console.log(JSON.stringify({ ok: false, via, reason: (error as Error).message }));
    return 1;
  }
}
