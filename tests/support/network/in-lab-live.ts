import type { Lab } from '../../../scripts/network/lab/lab.ts';
import { clear } from '../../../scripts/network/conditions.ts';
import type { CustomerAt } from '../../../scripts/play/customer.ts';
import { administratorOf } from '../browser/administrator.ts';
import { goLive } from '../browser/live.ts';
import { setScene, type AtDesk, type Scene } from '../browser/scene.ts';

/** A live session in a lab, each in a network of their own. */
export interface LiveInLab {
  scene: Scene;
  technician: AtDesk;
  customer: CustomerAt;
  /** The ids of the sessions that are on, as the server says past all links. */
  sessionsOn(): Promise<string[]>;
}

/** Brings two people together in a lab whose links are clear. */
export async function goLiveInLab(
  lab: Lab,
  environment: Record<string, string> = {},
): Promise<LiveInLab> {
  for (const { link } of [lab.customer, lab.technician]) link.become(clear);
  const scene = await setScene('en', environment, lab);
  const live = await goLive(scene);
  const administrator = await administratorOf(scene.lens);
  return { scene, ...live, sessionsOn: administrator.sessionsOn };
}
