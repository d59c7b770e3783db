import { expect, test } from 'vitest';
import { createRoomEar, levelsOf } from '../../../../common/call/causes/same-room.ts';
import { RATE, heard, music, noise, speech } from '../../../support/sound/voices.ts';

const SECONDS = 8;
/** How long a call has been quiet before somebody speaks in it, in ms. */
const BEFORE = 3_000;
const quiet = (seed: number, dbfs = -60) => ({ of: noise(SECONDS, 900 + seed, dbfs) });
const voices = Array.from({ length: 10 }, (_, seed) => speech(SECONDS, seed + 1));

/** After how long, in ms, both are found to hear the same room; null where they never are. */
function foundAfter(own: Float32Array, other: Float32Array): number | null {
  const ear = createRoomEar();
  const here = levelsOf(own, RATE);
  const there = levelsOf(other, RATE);
  // A quarter of a second each time, as the panel does.
  for (let step = 0; step + 25 <= here.length; step += 25)
    if (ear.hear(here.slice(step, step + 25), there.slice(step, step + 25)))
      return (step + 25) * 10;
  return null;
}

test.each(voices.map((voice, seed) => [seed, voice] as const))(
  'a voice that both microphones of one room hear is found within two seconds and a half: speaker %i',
  (seed, voice) => {
    // The two have said nothing for a while.
    const late = BEFORE;
    const near = heard({ of: voice, delayMs: late }, quiet(seed));
    // Farther away, with the room's echoes, and through packets and a jitter buffer.
    const far = heard(
      { of: voice, gain: 0.2, delayMs: late + 90 },
      { of: voice, gain: 0.1, delayMs: late + 121 },
      { of: voice, gain: 0.06, delayMs: late + 160 },
      quiet(seed + 50),
    );
    expect(foundAfter(near, far)).toBeLessThanOrEqual(BEFORE + 2_500);
    // Whoever speaks at the other end of the room.
    const faint = heard({ of: voice, gain: 0.15, delayMs: late + 6 }, quiet(seed));
    const close = heard({ of: voice, delayMs: late + 70 }, quiet(seed + 50));
    expect(foundAfter(faint, close)).toBeLessThanOrEqual(BEFORE + 2_500);
  },
);

test('in a noisy room too', () => {
  for (const [seed, voice] of voices.entries()) {
    const here = heard({ of: voice, gain: 0.5 }, quiet(seed, -45));
    const there = heard({ of: voice, gain: 0.3, delayMs: 110 }, quiet(seed + 50, -45));
    expect(foundAfter(here, there), `speaker ${seed}`).not.toBeNull();
  }
});

test('two people who talk in two rooms are never taken for one room', () => {
  for (const [one, own] of voices.entries())
    for (const [two, other] of voices.entries())
      if (one < two && two < 7)
        expect(
          foundAfter(heard({ of: own }, quiet(one)), heard({ of: other }, quiet(two))),
          `${one} and ${two}`,
        ).toBeNull();
});

test('nor is one whose own voice comes back from the other side’s loudspeaker', () => {
  for (const [seed, voice] of voices.entries()) {
    const echo = heard({ of: voice, gain: 0.1, delayMs: 320 }, quiet(seed + 50));
    expect(foundAfter(heard({ of: voice }, quiet(seed)), echo), `speaker ${seed}`).toBeNull();
  }
});

test('nor is silence, on one side or on both', () => {
  const nothing = new Float32Array(SECONDS * RATE);
  const [voice] = voices;
  expect(foundAfter(nothing, nothing)).toBeNull();
  expect(foundAfter(voice!, nothing)).toBeNull();
  expect(foundAfter(noise(SECONDS, 1, -50), noise(SECONDS, 2, -50))).toBeNull();
});

test('nor are two rooms in which music plays, each its own, at the same speed', () => {
  for (let seed = 0; seed < 4; seed += 1) {
    const own = music(SECONDS, seed);
    const other = music(SECONDS, seed + 40);
    expect(foundAfter(own, other), `music ${seed}`).toBeNull();
    const talking = heard({ of: voices[seed]! }, { of: own, gain: 0.3 });
    const listening = heard({ of: voices[seed + 4]! }, { of: other, gain: 0.3 });
    expect(foundAfter(talking, listening), `music and voice ${seed}`).toBeNull();
  }
});

test('nor are two rooms with the same beep in them', () => {
  const beeps = (every: number) =>
    Float32Array.from({ length: SECONDS * RATE }, (_, n) =>
      (n / RATE) % every < 0.02 ? 0.5 * Math.sin((2 * Math.PI * 440 * n) / RATE) : 0,
    );
  for (const every of [0.5, 1])
    for (const delayMs of [0, 40, 100, 170])
      expect(
        foundAfter(beeps(every), heard({ of: beeps(every), delayMs })),
        `${every} s, ${delayMs} ms`,
      ).toBeNull();
});

test('what was heard before a gap is not compared with what follows', () => {
  const ear = createRoomEar();
  const levels = levelsOf(voices[0]!, RATE);
  let found = 0;
  for (let step = 0; step + 25 <= levels.length; step += 25) {
    if (step % 250 === 0) ear.startOver();
    if (ear.hear(levels.slice(step, step + 25), levels.slice(step, step + 25))) found += 1;
  }
  expect(found).toBe(0);
});
