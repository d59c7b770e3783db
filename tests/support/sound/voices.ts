/** Samples a second of what is made here. */
export const RATE = 16_000;

/** The same row of numbers from 0 to 1 for the same seed (mulberry32). */
export function randomFrom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** Of each vowel its first three formants, in Hz. */
const vowels = [
  [730, 1090, 2440],
  [270, 2290, 3010],
  [300, 870, 2240],
  [530, 1840, 2480],
  [570, 840, 2410],
] as const;

/**
 * Somebody who talks: syllables of voiced sound with a consonant's noise before each, words of one to
 * four of them, and pauses between. Each seed is another person who says something else.
 */
export function speech(seconds: number, seed: number): Float32Array {
  const random = randomFrom(seed);
  const between = (low: number, high: number) => low + (high - low) * random();
  const samples = new Float32Array(Math.round(seconds * RATE));
  const pitch = between(95, 220);
  let at = Math.round(between(0, 0.2) * RATE);
  let phase = 0;
  while (at < samples.length) {
    const syllables = 1 + Math.floor(random() * 4);
    for (let spoken = 0; spoken < syllables && at < samples.length; spoken += 1) {
      const consonant = Math.round(between(0.02, 0.09) * RATE);
      for (let n = 0; n < consonant && at < samples.length; n += 1, at += 1)
        samples[at] = (random() - 0.5) * between(0.02, 0.1);
      const formants = vowels[Math.floor(random() * vowels.length)]!;
      const length = Math.round(between(0.08, 0.24) * RATE);
      const loud = between(0.15, 0.5);
      const height = pitch * between(0.85, 1.2);
      const harmonics = Array.from({ length: Math.floor(3_400 / height) }, (_, index) => {
        const nearest = Math.min(...formants.map((one) => Math.abs(one - (index + 1) * height)));
        return 1 / (1 + (nearest / 120) ** 2) / Math.sqrt(index + 1);
      });
      for (let n = 0; n < length && at < samples.length; n += 1, at += 1) {
        phase += (2 * Math.PI * height) / RATE;
        let sum = 0;
        for (let index = 0; index < harmonics.length; index += 1)
          sum += Math.sin((index + 1) * phase) * harmonics[index]!;
        samples[at] = loud * Math.sin((Math.PI * n) / length) * sum * 0.4;
      }
    }
    at += Math.round(between(0.08, 0.45) * RATE);
  }
  return samples;
}

/** A band that plays: a beat, a bass and chords that change with each bar, at so many beats a minute. */
export function music(seconds: number, seed: number, beats = 118): Float32Array {
  const random = randomFrom(seed);
  const samples = new Float32Array(Math.round(seconds * RATE));
  const beat = 60 / beats;
  const root = 110 * 2 ** (Math.floor(random() * 12) / 12);
  const chords = [0, 5, 7, 9].map((step) => root * 2 ** ((step + Math.floor(random() * 3)) / 12));
  const offset = random() * beat;
  for (let n = 0; n < samples.length; n += 1) {
    const time = n / RATE + offset;
    const since = time % beat;
    const chord = chords[Math.floor(time / (4 * beat)) % chords.length]!;
    const drum = (random() - 0.5) * Math.exp(-since * 30) * 0.5;
    const tones = [1, 1.25, 1.5].reduce(
      (sum, of) => sum + Math.sin(2 * Math.PI * chord * of * time) * 0.08,
      0,
    );
    const bass = Math.sin(Math.PI * chord * time) * Math.exp(-since * 6) * 0.25;
    samples[n] = drum + tones + bass;
  }
  return samples;
}

/** The noise of a room, at so many dBFS. */
export function noise(seconds: number, seed: number, dbfs: number): Float32Array {
  const random = randomFrom(seed);
  const loud = 10 ** (dbfs / 20) * Math.sqrt(12);
  return Float32Array.from({ length: Math.round(seconds * RATE) }, () => (random() - 0.5) * loud);
}

/** What a microphone gives that hears several sounds, each at its loudness and after its delay in ms. */
export function heard(
  ...sounds: { of: Float32Array; gain?: number; delayMs?: number }[]
): Float32Array {
  const length = Math.max(...sounds.map(({ of }) => of.length));
  const samples = new Float32Array(length);
  for (const { of, gain = 1, delayMs = 0 } of sounds) {
    const shift = Math.round((delayMs / 1000) * RATE);
    for (let n = 0; n < of.length && n + shift < length; n += 1)
      samples[n + shift]! += of[n]! * gain;
  }
  return samples;
}

/** Samples as a WAV file of 16 bits, one channel: what Chromium's imitated microphone plays. */
export function wav(samples: Float32Array): Buffer {
  const file = Buffer.alloc(44 + samples.length * 2);
  file.write('RIFF', 0);
  file.writeUInt32LE(36 + samples.length * 2, 4);
  file.write('WAVEfmt ', 8);
  file.writeUInt32LE(16, 16);
  file.writeUInt16LE(1, 20);
  file.writeUInt16LE(1, 22);
  file.writeUInt32LE(RATE, 24);
  file.writeUInt32LE(RATE * 2, 28);
  file.writeUInt16LE(2, 32);
  file.writeUInt16LE(16, 34);
  file.write('data', 36);
  file.writeUInt32LE(samples.length * 2, 40);
  samples.forEach((sample, n) =>
    file.writeInt16LE(Math.round(Math.max(-1, Math.min(1, sample)) * 32_767), 44 + n * 2),
  );
  return file;
}
