import type { Page } from 'puppeteer';
import { callStatistics, type CallStatistics } from '../../../scripts/browser/call-statistics.ts';
import { waitUntil } from '../../../scripts/wait-until.ts';

/** More than the rounding of silence within one look: the imitated microphone beeps once a second. */
const AUDIBLE = 1e-4;
/** How long one look lasts, in ms: longer than the pause between two beeps. */
const LOOK_MS = 1_200;

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

/** What has come on a page since an earlier look; a connection that was replaced counts from its beginning. */
function since(before: CallStatistics, after: CallStatistics): CallStatistics {
  const grown = (key: keyof CallStatistics) =>
    after[key] < before[key] ? after[key] : after[key] - before[key];
  return Object.fromEntries(
    Object.keys(after).map((key) => [key, grown(key as keyof CallStatistics)]),
  ) as unknown as CallStatistics;
}

/** Whether sound comes: packets, and in them something to be heard. */
const isHeard = (now: CallStatistics) => now.audioPackets > 10 && now.audioEnergy > AUDIBLE;

/** Picture at the technician's and sound at both, from now on; throws where they do not come in time. */
export async function allMediaFlow(
  technician: Page,
  customer: Page,
  withinMs = 60_000,
): Promise<void> {
  let said = '';
  await waitUntil(
    'picture and sound flow both ways',
    async () => {
      const look = () => Promise.all([callStatistics(technician), callStatistics(customer)]);
      const before = await look();
      await pause(LOOK_MS);
      const after = await look();
      const [atTechnician, atCustomer] = [0, 1].map((side) => since(before[side]!, after[side]!));
      said = JSON.stringify({ atTechnician, atCustomer });
      return atTechnician!.framesDecoded > 3 && isHeard(atTechnician!) && isHeard(atCustomer!);
    },
    { withinMs, everyMs: 0 },
  ).catch((error: Error) => {
    throw new Error(`${error.message} In the last look: ${said}`, { cause: error });
  });
}
