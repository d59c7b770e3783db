import { seesMoving } from '../../scripts/browser/picture.ts';
import { untilFirst } from '../../scripts/browser/first-media.ts';
import { press } from '../../scripts/browser/person.ts';
import { atMost, measured, type Figure } from '../figure.ts';
import { measuredInLab } from '../two-people/in-lab.ts';
import { openTwoPeople } from '../two-people/two-people.ts';
import { RUNS } from '../runs.ts';

const CUT_MS = 12_000;
/** Between two cuts, in ms: both calls are as they were before. */
const BETWEEN_MS = 6_000;

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

/** How soon picture and sound are back at the technician's after a cut, which both calls have at once. */
export function recovery(): Promise<Figure[]> {
  return measuredInLab(async (lab) => {
    const people = await openTwoPeople(lab);
    const { technician, plain, connects } = people;
    try {
      await connects();
      await technician.startsSession();
      await press(plain.technician, 'Start');
      await seesMoving(technician.panel, 'the technician');
      await seesMoving(plain.technician, 'the technician');
      const frames = { lens: [] as number[], floor: [] as number[] };
      const sounds = { lens: [] as number[], floor: [] as number[] };
      for (let run = 0; run < RUNS; run += 1) {
        await pause(BETWEEN_MS);
        lab.customer.link.become({ cut: true });
        await pause(CUT_MS);
        lab.customer.link.become({ cut: false });
        const [own, bare] = await Promise.all([
          untilFirst(technician.panel),
          untilFirst(plain.technician),
        ]);
        frames.lens.push(own.frame);
        frames.floor.push(bare.frame);
        sounds.lens.push(own.sound);
        sounds.floor.push(bare.sound);
      }
      const floorName = 'a plain RTCPeerConnection in the same cut';
      const after = `after a cut of ${CUT_MS / 1000} s`;
      return [
        atMost(0.7, {
          figure: 'recovery-picture',
          ...measured(frames.lens, frames.floor),
          floorName,
          unit: `ms until a frame is decoded again, ${after}`,
        }),
        atMost(0.7, {
          figure: 'recovery-sound',
          ...measured(sounds.lens, sounds.floor),
          floorName,
          unit: `ms until sound comes again, ${after}`,
        }),
      ];
    } finally {
      await people.close();
    }
  });
}
