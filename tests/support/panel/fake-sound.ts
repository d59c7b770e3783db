import type { Outside } from '../../../extension/panel/outside.ts';
import type { OnLevels } from '../../../extension/panel/sound/listen-together.ts';
import type { Level } from '../../../extension/panel/sound/measure-level.ts';
import type { TestTone } from '../../../extension/panel/sound/play-test-tone.ts';

/** Level and tone of the page of microphone and speaker, in a test's hand. */
export interface FakeSound {
  measureLevel: Outside['sound']['measureLevel'];
  playTestTone: Outside['sound']['playTestTone'];
  listenTogether: Outside['sound']['listenTogether'];
  /** What is listened to together now, each with the way to say how loud both are. */
  together: { own: MediaStreamTrack; other: MediaStream; hear: OnLevels }[];
  /** The tracks that are measured now. */
  measured: MediaStreamTrack[];
  /** What the meter is told from now on, also of a track that is measured later. */
  hear(level: Level): void;
  /** The tones that were asked for, each with the way to its end. */
  tones: (TestTone & { end(): void; fail(): void })[];
}

export function fakeSound(): FakeSound {
  const measured: MediaStreamTrack[] = [];
  const told = new Set<(level: Level) => void>();
  const tones: FakeSound['tones'] = [];
  const together: FakeSound['together'] = [];
  let last: Level | null = null;
  return {
    measured,
    tones,
    together,
    listenTogether(own, other, hear) {
      const one = { own, other, hear };
      together.push(one);
      return () => void together.splice(together.indexOf(one), 1);
    },
    measureLevel(track, onlevel) {
      measured.push(track);
      told.add(onlevel);
      if (last) onlevel(last);
      return () => {
        measured.splice(measured.indexOf(track), 1);
        told.delete(onlevel);
      };
    },
    hear(level) {
      last = level;
      for (const tell of told) tell(level);
    },
    playTestTone: (tone) =>
      new Promise((resolve, reject) => {
        tones.push({ ...tone, end: resolve, fail: () => reject(new Error('no such speaker')) });
      }),
  };
}
