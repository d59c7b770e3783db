/** Loudness is compared in steps of so many ms: finer than a syllable, coarser than what two clocks differ by. */
export const STEP_MS = 10;
/** How much of what was heard is compared, in steps: a few words. */
const WINDOW = 1_200 / STEP_MS;
/**
 * How much later than here a sound of this room comes from the other side, in steps: it goes through
 * packets of 20 ms and a jitter buffer of some 40 to 100. What the other side's loudspeaker gives back
 * of the own voice has gone that way twice, and through loudspeaker and microphone besides.
 */
const EARLIEST = -50 / STEP_MS;
const LATEST = 180 / STEP_MS;
/**
 * It is looked for farther than that: what fits better elsewhere is an echo, or chance; and what fits
 * about as well is a beep, an alarm or a beat that two rooms may both have.
 */
const FARTHEST_BACK = -100 / STEP_MS;
const FARTHEST = 1_400 / STEP_MS;
const ELSEWHERE = 150 / STEP_MS;
const CLEARLY = 0.08;
/** How often it is compared, in steps, and how often in a row it must fit, at about the same delay. */
const EVERY = 200 / STEP_MS;
const TIMES = 4;
const SAME_DELAY = 30 / STEP_MS;
/**
 * How well both must fit: 1 is the very same. With a voice 10 dB above the noise of the room nine windows
 * in ten reach 0.94; of two who talk about different things one window in a hundred reaches 0.8 (measured).
 */
const ALIKE = 0.85;
/** What is quieter than this share of a window's loudest is taken for silence: 16 dB below. */
const QUIET_SHARE = 0.15;
/** A window whose loudest is below this (-54 dBFS), or which hardly moves, has nobody speaking in it. */
const SPOKEN = 0.002;
const MOVES_DB = 2.5;

/** The loudness of a window in dB, around its mean, and how much it moves; null where nobody speaks. */
function shapeOf(levels: readonly number[]): Float64Array | null {
  const loudest = Math.max(...levels);
  if (loudest < SPOKEN) return null;
  const shape = Float64Array.from(
    levels,
    (level) => 20 * Math.log10(Math.max(level, loudest * QUIET_SHARE)),
  );
  const mean = shape.reduce((sum, one) => sum + one, 0) / shape.length;
  let square = 0;
  for (let step = 0; step < shape.length; step += 1) {
    shape[step]! -= mean;
    square += shape[step]! ** 2;
  }
  if (Math.sqrt(square / shape.length) < MOVES_DB) return null;
  const length = Math.sqrt(square);
  return shape.map((one) => one / length);
}

/** How alike two shapes are: their normalised cross-correlation, -1 to 1. */
function likeness(one: Float64Array, other: Float64Array): number {
  let sum = 0;
  for (let step = 0; step < one.length; step += 1) sum += one[step]! * other[step]!;
  return sum;
}

/** How much of both sides is kept, in steps. */
const KEPT = WINDOW + FARTHEST - FARTHEST_BACK;

/** By how much later than here it comes from the other side, in steps; null where it is not the same. */
function delayOf(own: readonly number[], other: readonly number[]): number | null {
  // What is compared ends a little before now, so that here can also be later than there.
  const end = KEPT + FARTHEST_BACK;
  const there = shapeOf(other.slice(end - WINDOW, end));
  if (there === null) return null;
  const alikeAt = (delay: number) => {
    const here = shapeOf(own.slice(end - delay - WINDOW, end - delay));
    return here === null ? -1 : likeness(here, there);
  };
  let delay = EARLIEST;
  let best = -1;
  for (let at = EARLIEST; at <= LATEST; at += 1) {
    const alike = alikeAt(at);
    if (alike > best) [delay, best] = [at, alike];
  }
  // Most of the time it ends here, with a sixth of the work.
  if (best < ALIKE) return null;
  for (let at = FARTHEST_BACK; at <= FARTHEST; at += 1) {
    const mayBe = best - (Math.abs(at - delay) > ELSEWHERE ? CLEARLY : 0);
    if (alikeAt(at) > mayBe) return null;
  }
  return delay;
}

/** Listens to both sides at once, step by step. */
export interface RoomEar {
  /**
   * Takes in how loud both sides were in the next steps (root of the mean square, 0 to 1; as many of one
   * as of the other). True where both microphones now hear the same room; null where nothing was compared.
   */
  hear(own: readonly number[], other: readonly number[]): boolean | null;
  /** There is a gap: what came before is not compared with what follows. */
  startOver(): void;
}

/**
 * Finds out whether both sides' microphones hear the same sounds at nearly the same time: two people in
 * one room, who will hear a howl as soon as a loudspeaker is loud enough.
 */
export function createRoomEar(): RoomEar {
  let own: number[] = [];
  let other: number[] = [];
  let since = 0;
  let delays: number[] = [];

  function startOver(): void {
    own = [];
    other = [];
    since = 0;
    delays = [];
  }

  function compare(): boolean {
    const delay = delayOf(own, other);
    const fits = delay !== null && delays.every((one) => Math.abs(one - delay) <= SAME_DELAY);
    delays = delay === null ? [] : fits ? [...delays, delay].slice(-TIMES) : [delay];
    return delays.length === TIMES;
  }

  return {
    hear(moreOwn, moreOther) {
      let found: boolean | null = null;
      for (let step = 0; step < moreOwn.length; step += 1) {
        own.push(moreOwn[step]!);
        other.push(moreOther[step]!);
        since += 1;
        if (own.length < KEPT || since < EVERY) continue;
        own = own.slice(-KEPT);
        other = other.slice(-KEPT);
        since = 0;
        found = compare();
      }
      return found;
    },
    startOver,
  };
}

/** How loud samples (-1 to 1) are, step by step; what does not fill a step at the end is left out. */
export function levelsOf(samples: Float32Array, rate: number): number[] {
  const length = Math.round((rate * STEP_MS) / 1000);
  return Array.from({ length: Math.floor(samples.length / length) }, (_, step) => {
    let square = 0;
    for (let n = step * length; n < (step + 1) * length; n += 1) square += samples[n]! ** 2;
    return Math.sqrt(square / length);
  });
}
