import { seesMoving } from '../../scripts/browser/picture.ts';
import { watchMedia } from '../../scripts/browser/first-media.ts';
import { press } from '../../scripts/browser/person.ts';
import { atMost, measured, type Figure } from '../figure.ts';
import { measuredInLab } from '../two-people/in-lab.ts';
import { openTwoPeople } from '../two-people/two-people.ts';
import { RUNS } from '../runs.ts';

const CUT_MS = 12_000;
/**
 * The rate of the customer's network, which both calls share: that of a mobile one. Without a limit a plain
 * call's receiver now and then misses a thousand packets, asks for a whole frame at once, and is back in 0.1 s
 * instead of 3: the floor would have two speeds.
 */
const KBIT_PER_SECOND = 2_000;
/** Before the cut, in ms: both calls have found what their network carries. */
const BEFORE_MS = 6_000;

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

/** How soon picture and sound are back at the technician's after a cut, which both calls have at once. */
export function recovery(): Promise<Figure[]> {
  return measuredInLab(async (lab) => {
    const people = await openTwoPeople(lab);
    const { technician, plain, connects, ends } = people;
    try {
      const [own, plainly] = await Promise.all([
        watchMedia(technician.panel),
        watchMedia(plain.technician),
      ]);
      const frames = { lens: [] as number[], floor: [] as number[] };
      const sounds = { lens: [] as number[], floor: [] as number[] };
      for (let run = 0; run < RUNS; run += 1) {
        // Both are new each time: a connection that has been through a cut knows more than one that has not.
        await connects();
        await technician.startsSession();
        await press(plain.technician, 'Start');
        await seesMoving(technician.panel, 'the technician');
        await seesMoving(plain.technician, 'the technician');
        lab.customer.link.become({ kbitPerSecond: KBIT_PER_SECOND });
        await pause(BEFORE_MS);
        lab.customer.link.become({ cut: true });
        await pause(CUT_MS);
        lab.customer.link.become({ cut: false });
        const [lens, floor] = await Promise.all([own.first(), plainly.first()]);
        frames.lens.push(lens.frame);
        frames.floor.push(floor.frame);
        sounds.lens.push(lens.sound);
        sounds.floor.push(floor.sound);
        await ends();
      }
      const after = `after a cut of ${CUT_MS / 1000} s, in a network of ${KBIT_PER_SECOND / 1000} Mbit/s`;
      const floorName = 'a plain RTCPeerConnection in the same cut';
      // Of the plain call the voice comes back with the network, and its picture seconds later.
      const whole = frames.floor.map((frame, run) => Math.max(frame, sounds.floor[run]!));
      return [
        atMost(0.7, {
          figure: 'recovery-picture',
          ...measured(frames.lens, frames.floor),
          floorName,
          unit: `ms until a frame is decoded again, ${after}`,
        }),
        atMost(0.7, {
          figure: 'recovery-sound',
          ...measured(sounds.lens, whole),
          floorName: `${floorName}, until it is whole again`,
          unit: `ms until sound comes again, ${after}`,
        }),
        atMost(2, {
          figure: 'recovery-sound-alone',
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
