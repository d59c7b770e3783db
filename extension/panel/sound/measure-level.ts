/** How often a level is told, in ms: some 30 times a second. */
const EVERY_MS = 33;
/** How long the loudest of a moment stands, in ms: longer than the gaps between words. */
const HELD_MS = 1000;
/** What is quieter is silence to a person, in dBFS. */
export const SILENCE_DB = -60;
/** A needle jumps up with a syllable and comes down slowly: shares of the way, each time. */
const UP = 0.6;
const DOWN = 0.15;

/** How loud it is, in dBFS from SILENCE_DB to 0: just now, and at the loudest of the last second. */
export interface Level {
  now: number;
  held: number;
}

/** The root of the mean square of samples from -1 to 1, in dBFS. */
export function decibels(samples: Float32Array): number {
  let sum = 0;
  for (const sample of samples) sum += sample * sample;
  const level = 10 * Math.log10(sum / samples.length);
  return Math.min(0, Math.max(SILENCE_DB, level));
}

/**
 * Tells how loud a track is until the function that it returns is called. A copy is measured: the
 * track may be muted, and is heard here all the same.
 */
export function measureLevel(track: MediaStreamTrack, onlevel: (level: Level) => void): () => void {
  const copy = track.clone();
  copy.enabled = true;
  const context = new AudioContext();
  const analyser = context.createAnalyser();
  context.createMediaStreamSource(new MediaStream([copy])).connect(analyser);
  // One that is made without a click just before waits to be told.
  void context.resume();

  const samples = new Float32Array(analyser.fftSize);
  let now = SILENCE_DB;
  let loudest = SILENCE_DB;
  let held = SILENCE_DB;
  let heldSince = Date.now();
  const timer = setInterval(() => {
    analyser.getFloatTimeDomainData(samples);
    const level = decibels(samples);
    now += (level - now) * (level > now ? UP : DOWN);
    loudest = Math.max(loudest, now);
    if (Date.now() - heldSince >= HELD_MS) {
      held = loudest;
      loudest = now;
      heldSince = Date.now();
    }
    onlevel({ now, held: Math.max(held, loudest) });
  }, EVERY_MS);

  return () => {
    clearInterval(timer);
    copy.stop();
    void context.close();
  };
}
