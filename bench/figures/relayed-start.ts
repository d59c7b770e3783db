import { SERVER_ADDRESS, type Lab } from '../../scripts/network/lab/lab.ts';
import { startCoturn } from '../../tests/support/turn/coturn.ts';
import { SECRET } from '../../tests/support/turn/credential.ts';
import { atMost, measured, type Figure } from '../figure.ts';
import { RUNS } from '../runs.ts';
import { firstFrameAfter } from '../two-people/first-frame.ts';
import { measuredInLab } from '../two-people/in-lab.ts';
import { openTwoPeople } from '../two-people/two-people.ts';

/** How long it takes from Start to the first frame, in ms, as often as is measured. */
async function starts(lab: Lab, environment: Record<string, string> = {}): Promise<number[]> {
  const { technician, connects, ends, close } = await openTwoPeople(lab, { environment });
  const took: number[] = [];
  try {
    // The first run is for code that is loaded once.
    for (let run = -1; run < RUNS; run += 1) {
      await connects();
      // As long as a customer waits at the least, once connected.
      await new Promise((resolve) => setTimeout(resolve, 1_500));
      const ms = await firstFrameAfter(technician.panel, technician.say('start'));
      if (run >= 0) took.push(ms);
      await ends();
    }
  } finally {
    await close();
  }
  return took;
}

/** From Start to the first frame where nothing but a relay leads from one side to the other. */
export async function relayedStart(): Promise<Figure[]> {
  const relayed = await measuredInLab(
    async (lab) => {
      const coturn = await startCoturn({
        host: SERVER_ADDRESS,
        within: lab.server.within,
        // A lab's public addresses are those of documentation, which no relay may reach elsewhere.
        lines: [`allowed-peer-ip=${SERVER_ADDRESS}`],
      });
      try {
        const { udp } = coturn.urls;
        return await starts(lab, { LENS_TURN_URLS: udp, LENS_TURN_SECRET: SECRET });
      } finally {
        await coturn.stop();
      }
    },
    { nats: true },
  );
  const direct = await measuredInLab((lab) => starts(lab));
  return [
    atMost(1.3, {
      figure: 'relayed-start',
      ...measured(relayed, direct),
      floorName: 'the same without routers and relay',
      unit: 'ms from Start to the first frame, through TURN over UDP between two symmetric NATs',
    }),
  ];
}
