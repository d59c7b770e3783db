import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Conditions } from '../../scripts/network/conditions.ts';
import type { Lab } from '../../scripts/network/lab/lab.ts';
import { measured, within, type Figure } from '../figure.ts';
import { RUNS } from '../runs.ts';
import { writeFilm } from '../sharpness/film.ts';
import { drawScene, type Scene } from '../sharpness/scene.ts';
import { SHARP_DB, sharpAfter } from '../sharpness/sharp-after.ts';
import { measuredInLab } from '../two-people/in-lab.ts';
import { openTwoPeople, type TwoPeople } from '../two-people/two-people.ts';

/** By when the picture must be sharp, in ms from Start. */
const SHARP_WITHIN_MS = 600;
/** How long each is watched, in ms: the floor, which may never get there, longer. */
const LENS_PATIENCE_MS = 3_000;
const FLOOR_PATIENCE_MS = 5_000;

const networks: { name: string; words: string; conditions: Partial<Conditions> }[] = [
  { name: 'sharp-clean', words: 'a clean link', conditions: {} },
  { name: 'sharp-slow', words: '2 Mbit/s', conditions: { kbitPerSecond: 2_000 } },
];

async function inNetwork(
  lab: Lab,
  scene: Scene,
  { technician, plain, connects, ends, hangsUpPlain }: TwoPeople,
  { name, words, conditions }: (typeof networks)[number],
): Promise<Figure> {
  const lens: number[] = [];
  const floor: number[] = [];
  // The first run of each is for code that is loaded once.
  for (let run = -1; run < RUNS; run += 1) {
    await connects();
    lab.customer.link.become(conditions);
    // As long as a customer waits at the least, once connected.
    await new Promise((resolve) => setTimeout(resolve, 1_500));
    const own = await sharpAfter(
      technician.panel,
      technician.say('start'),
      scene,
      LENS_PATIENCE_MS,
    );
    await ends();
    lab.customer.link.become(conditions);
    const bare = await sharpAfter(plain.technician, 'Start', scene, FLOOR_PATIENCE_MS);
    await hangsUpPlain();
    if (run < 0) continue;
    lens.push(own);
    floor.push(bare);
  }
  return within(SHARP_WITHIN_MS, {
    figure: name,
    ...measured(lens, floor),
    floorName: `a plain RTCPeerConnection, given ${FLOOR_PATIENCE_MS / 1000} s`,
    unit: `ms from Start to the first frame of 1280x720 at ${SHARP_DB} dB, ${words}`,
  });
}

/** From the technician's click on Start to a picture in which a thing that is moved about can be read. */
export function sharp(): Promise<Figure[]> {
  return measuredInLab(async (lab) => {
    const folder = await mkdtemp(join(tmpdir(), 'lens-film-'));
    try {
      const scene = drawScene();
      const film = join(folder, 'hand-held.y4m');
      await writeFilm(film, scene);
      const people = await openTwoPeople(lab, { film });
      try {
        const figures: Figure[] = [];
        for (const network of networks) figures.push(await inNetwork(lab, scene, people, network));
        return figures;
      } finally {
        await people.close();
      }
    } finally {
      await rm(folder, { recursive: true });
    }
  });
}
