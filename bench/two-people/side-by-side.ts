import type { Conditions } from '../../scripts/network/conditions.ts';
import type { Lab } from '../../scripts/network/lab/lab.ts';
import { measured } from '../figure.ts';
import { RUNS } from '../runs.ts';
import type { TwoPeople } from './two-people.ts';

/** As long as a customer waits for the technician's Start at the least, once connected, in ms. */
const WAITS_MS = 1_500;

/**
 * Measures Lens and the floor in turn, over the customer's link under `conditions`: `own` once the two are
 * connected and Start can be pressed, `bare` once that session has ended. Each gives its time in ms.
 */
export async function sideBySide(
  lab: Lab,
  { connects, ends }: TwoPeople,
  conditions: Partial<Conditions>,
  { own, bare }: Record<'own' | 'bare', () => Promise<number>>,
): Promise<ReturnType<typeof measured>> {
  const lens: number[] = [];
  const floor: number[] = [];
  // The first run of each is for code that is loaded once.
  for (let run = -1; run < RUNS; run += 1) {
    await connects();
    lab.customer.link.become(conditions);
    await new Promise((resolve) => setTimeout(resolve, WAITS_MS));
    const ours = await own();
    await ends();
    lab.customer.link.become(conditions);
    const theirs = await bare();
    if (run < 0) continue;
    lens.push(ours);
    floor.push(theirs);
  }
  return measured(lens, floor);
}
