import { levelsOf, STEP_MS } from '../../../common/call/causes/same-room.ts';

/** How often what was heard is read, in ms: well within what an analyser remembers. */
const READ_EVERY_MS = 250;
/** The most that an analyser remembers, in samples (W3C Web Audio, fftSize): 0.7 s at 48 kHz. */
const REMEMBERED = 32_768;

/** How loud both sides were, step by step, since the last time; `gap`: something before it was missed. */
export type OnLevels = (own: number[], other: number[], gap: boolean) => void;

/**
 * Listens to the own microphone and to the other side at the same time, and tells how loud both were,
 * until the function that it returns is called.
 */
export function listenTogether(
  own: MediaStreamTrack,
  other: MediaStream,
  onlevels: OnLevels,
): () => void {
  const context = new AudioContext();
  const analyse = (stream: MediaStream) => {
    const analyser = new AnalyserNode(context, { fftSize: REMEMBERED });
    context.createMediaStreamSource(stream).connect(analyser);
    return analyser;
  };
  const both = [analyse(new MediaStream([own])), analyse(other)] as const;
  void context.resume();

  const { sampleRate } = context;
  const step = Math.round((sampleRate * STEP_MS) / 1000);
  const samples = new Float32Array(REMEMBERED);
  let readUpTo = 0;
  const timer = setInterval(() => {
    const now = Math.round(context.currentTime * sampleRate);
    const gap = now - readUpTo > REMEMBERED;
    if (gap) readUpTo = now - REMEMBERED;
    const whole = Math.floor((now - readUpTo) / step) * step;
    if (whole === 0) return;
    const from = REMEMBERED - (now - readUpTo);
    const [here, there] = both.map((analyser) => {
      analyser.getFloatTimeDomainData(samples);
      return levelsOf(samples.subarray(from, from + whole), sampleRate);
    });
    readUpTo += whole;
    onlevels(here!, there!, gap);
  }, READ_EVERY_MS);

  return () => {
    clearInterval(timer);
    void context.close();
  };
}
