import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Conditions } from '../../scripts/network/conditions.ts';
import type { Lab } from '../../scripts/network/lab/lab.ts';
import { within, type Figure } from '../figure.ts';
import { writeFilm } from '../sharpness/film.ts';
import { drawScene, type Scene } from '../sharpness/scene.ts';
import { SHARP_DB, sharpAfter } from '../sharpness/sharp-after.ts';
import { measuredInLab } from '../two-people/in-lab.ts';
import { sideBySide } from '../two-people/side-by-side.ts';
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
  people: TwoPeople,
  { name, words, conditions }: (typeof networks)[number],
): Promise<Figure> {
  const { technician, plain, hangsUpPlain } = people;
  const both = await sideBySide(lab, people, conditions, {
    own: () => sharpAfter(technician.panel, technician.say('start'), scene, LENS_PATIENCE_MS),
    async bare() {
      const ms = await sharpAfter(plain.technician, 'Start', scene, FLOOR_PATIENCE_MS);
      await hangsUpPlain();
      return ms;
    },
  });
  return within(SHARP_WITHIN_MS, {
    figure: name,
    ...both,
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
