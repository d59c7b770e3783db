import { expect, test } from 'vitest';
import {
  createSilenceWatch,
  GATED_AFTER_MS,
  SILENT_AFTER_MS,
  type GivenSound,
} from '../../../../common/call/causes/silent-microphone.ts';

/** A microphone that is looked at every 2 s. */
function microphone(track = 'first') {
  const isSilent = createSilenceWatch();
  let now = 0;
  let given: GivenSound = { track, withheld: false, energy: 0, seconds: 0 };
  const look = (more: Partial<GivenSound>, energy = 0, captured = 2) => {
    now += 2_000;
    given = {
      ...given,
      energy: given.energy! + energy,
      seconds: given.seconds! + captured,
      ...more,
    };
    return isSilent(given, now);
  };
  return {
    gives: (energy: number) => look({}, energy),
    /** For so long, in ms; returns after how long it was found silent. */
    givesNothing(ms: number) {
      for (let passed = 2_000; passed <= ms; passed += 2_000) if (look({})) return passed;
      return null;
    },
    isWithheld: (withheld: boolean) => look({ withheld }),
    stands: () => look({}, 0, 0),
    isAnother: (name: string) => void (given = { ...given, track: name, energy: 0, seconds: 0 }),
    isMuted() {
      now += 2_000;
      return isSilent(null, now);
    },
  };
}

test('a microphone that gives exact zeros is found after some seconds', () => {
  const dead = microphone();
  expect(dead.gives(0)).toBe(false);
  const after = dead.givesNothing(60_000);
  expect(after).toBeGreaterThanOrEqual(SILENT_AFTER_MS);
  expect(after).toBeLessThanOrEqual(SILENT_AFTER_MS + 4_000);
});

test('the quiet of a room is not silence, however long it lasts', () => {
  const quiet = microphone();
  for (let look = 0; look < 200; look += 1) expect(quiet.gives(1e-9)).toBe(false);
});

test('a voice brings it back at once', () => {
  const back = microphone();
  back.gives(0);
  expect(back.givesNothing(20_000)).not.toBeNull();
  expect(back.gives(0.1)).toBe(false);
});

test('a headset that cuts the noise between words is given a minute', () => {
  const headset = microphone();
  headset.gives(0.1);
  for (let pause = 0; pause < 5; pause += 1) {
    expect(headset.givesNothing(4_000)).toBeNull();
    headset.gives(0.1);
  }
  const after = headset.givesNothing(200_000);
  expect(after).toBeGreaterThanOrEqual(GATED_AFTER_MS);
});

test('another microphone is judged anew', () => {
  const both = microphone();
  both.gives(0.1);
  both.givesNothing(4_000);
  both.gives(0.1);
  both.isAnother('second');
  both.gives(0);
  expect(both.givesNothing(60_000)).toBeLessThanOrEqual(SILENT_AFTER_MS + 4_000);
});

test('a track that the system withholds gives nothing, whatever is counted', () => {
  const taken = microphone();
  taken.gives(0.1);
  expect(Array.from({ length: 5 }, () => taken.isWithheld(true)).at(-1)).toBe(true);
  taken.isWithheld(false);
  expect(taken.gives(0.1)).toBe(false);
});

test('where nothing is captured, or the browser tells nothing, nobody knows', () => {
  const standing = microphone();
  standing.gives(0.1);
  expect(Array.from({ length: 20 }, () => standing.stands())).not.toContain(true);
  const isSilent = createSilenceWatch();
  const untold = { track: 'a', withheld: false, energy: null, seconds: null };
  expect(Array.from({ length: 20 }, (_, n) => isSilent(untold, n * 2_000))).not.toContain(true);
});

test('who is muted is not silent, and is judged from the beginning afterwards', () => {
  const muted = microphone();
  muted.gives(0);
  muted.givesNothing(4_000);
  expect(muted.isMuted()).toBe(false);
  expect(muted.givesNothing(SILENT_AFTER_MS)).toBeNull();
});
