import type { Conditions } from '../../scripts/network/conditions.ts';
import type { Lab } from '../../scripts/network/lab/lab.ts';
import { atMost, type Figure } from '../figure.ts';
import { firstFrameAfter } from '../two-people/first-frame.ts';
import { measuredInLab } from '../two-people/in-lab.ts';
import { sideBySide } from '../two-people/side-by-side.ts';
import { openTwoPeople, type TwoPeople } from '../two-people/two-people.ts';

/** The customer's network, which all of the way to the technician and to the server goes through. */
const networks: { name: string; words: string; conditions: Partial<Conditions> }[] = [
  { name: 'start-near', words: 'no delay', conditions: {} },
  {
    name: 'start-far',
    words: 'round trip 100 ms, 3 % loss',
    conditions: { delayMs: 50, loss: 0.03 },
  },
];

async function inNetwork(
  lab: Lab,
  people: TwoPeople,
  { name, words, conditions }: (typeof networks)[number],
): Promise<Figure> {
  const { technician, plain } = people;
  const both = await sideBySide(lab, people, conditions, {
    own: () => firstFrameAfter(technician.panel, technician.say('start')),
    bare: () => firstFrameAfter(plain.technician, 'Start'),
  });
  return atMost(0.5, {
    figure: name,
    ...both,
    floorName: 'a plain RTCPeerConnection that connects on the click',
    unit: `ms from Start to the first frame, ${words}`,
  });
}

/** From the technician's click on Start to the first frame on the screen. */
export function start(): Promise<Figure[]> {
  return measuredInLab(async (lab) => {
    const people = await openTwoPeople(lab);
    try {
      const figures: Figure[] = [];
      for (const network of networks) figures.push(await inNetwork(lab, people, network));
      return figures;
    } finally {
      await people.close();
    }
  });
}
