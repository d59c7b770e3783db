/** Two notes, a fifth apart, in Hz; each as long as this, in s. */
const NOTES = [440, 660] as const;
const NOTE_S = 0.5;
/** So long does a note take to begin and to end, in s: a harder edge clicks. */
const EDGE_S = 0.05;
/** -18 dBFS: as loud as a voice. */
const PEAK = 10 ** (-18 / 20);
/** Between the clock's "now" and the first sample, in s. */
const LEAD_S = 0.05;

export interface TestTone {
  /** The id of the speaker; empty for the computer's own choice. */
  speaker: string;
  /** Ends it early. */
  signal: AbortSignal;
}

/** Chrome 110 and later; not among TypeScript's types yet. */
interface LedContext extends AudioContext {
  setSinkId?(speaker: string): Promise<void>;
}

/**
 * Plays a short tone on a speaker, and on nothing else; resolves when it is over. Rejects where the
 * speaker does not play.
 */
export async function playTestTone({ speaker, signal }: TestTone): Promise<void> {
  const context: LedContext = new AudioContext();
  const stopped = new Promise<void>((stop) => {
    signal.addEventListener('abort', () => stop(), { once: true });
  });
  try {
    const leaveSpeaker = await leadTo(context, speaker);
    if (!signal.aborted) await Promise.race([play(context, leaveSpeaker.into), stopped]);
    leaveSpeaker.leave();
  } finally {
    await context.close();
  }
}

/** Where to connect to, so that a context is heard from a speaker. */
async function leadTo(
  context: LedContext,
  speaker: string,
): Promise<{ into: AudioNode; leave(): void }> {
  if (!speaker) return { into: context.destination, leave() {} };
  if (context.setSinkId) {
    await context.setSinkId(speaker);
    return { into: context.destination, leave() {} };
  }
  const into = context.createMediaStreamDestination();
  const audio = new Audio();
  audio.srcObject = into.stream;
  await audio.setSinkId(speaker);
  await audio.play();
  return { into, leave: () => (audio.srcObject = null) };
}

async function play(context: AudioContext, into: AudioNode): Promise<void> {
  await context.resume();
  const begin = context.currentTime + LEAD_S;
  const notes = NOTES.map((pitch, index) => {
    const from = begin + index * NOTE_S;
    const to = from + NOTE_S;
    const note = new OscillatorNode(context, { frequency: pitch });
    const loudness = new GainNode(context, { gain: 0 });
    loudness.gain
      .setValueAtTime(0, from)
      .linearRampToValueAtTime(PEAK, from + EDGE_S)
      .setValueAtTime(PEAK, to - EDGE_S)
      .linearRampToValueAtTime(0, to);
    note.connect(loudness).connect(into);
    note.start(from);
    note.stop(to);
    return note;
  });
  await new Promise((over) => notes.at(-1)?.addEventListener('ended', over, { once: true }));
}
