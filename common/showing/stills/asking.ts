import { paced } from '../../network/paced.ts';
import { createTimers } from '../../network/timers.ts';
import type {
  CustomerSays,
  Speech,
  StillId,
  StillKind,
  StillSaid,
  TechnicianSays,
} from '../said.ts';
import { createAssembly, type Assembly } from './assembly.ts';
import { checked } from './checked.ts';
import { readPiece } from './pieces.ts';
import type { Coming, Still, StillProblem } from './still.ts';

/** How long the phone has to take a still, in ms: a sensor's whole resolution takes some seconds. */
const TAKEN_WITHIN_MS = 15_000;
/** After how long without a new byte the rest is asked for again, in ms, and how often. */
const STALLED_AFTER_MS = 20_000;
const MOST_REMINDERS = 3;
/** How often the rest is asked for at most because the phone says the still again, in ms. */
const WANTED_EVERY_MS = 1_000;
/** How long a still may take in all, in ms: 30 MB over 0.4 Mbit/s. */
const WHOLE_WITHIN_MS = 10 * 60_000;
/** How often progress is told at most, in ms. */
const PROGRESS_EVERY_MS = 100;

/** The technician's part: asks for stills, one at a time, and puts their bytes together. */
export interface Asking {
  /** Asks for one; what is still coming is cancelled. Returns its number. */
  take(how: StillKind): StillId;
  /** The one that comes is not wanted any more. */
  cancel(): void;
  coming(): Coming | null;
  heard(said: Extract<CustomerSays, { type: 'still' | 'not_taken' }>): void;
  /** A piece that came over the channel for bytes; whatever it is. */
  piece(bytes: ArrayBuffer): void;
  /** The channel for bytes is another one, or gone: asks for what is missing over the new one. */
  wayChanged(): void;
  /** The other side is another document: what was coming never comes. */
  clear(): void;
  close(): void;
}

export interface AskingOptions {
  speech: Speech;
  /** It is whole, and its digest is right. */
  onStill(still: Still): void;
  onProblem(id: StillId, how: StillKind, problem: StillProblem): void;
  /** `coming()` changed; at most some times a second. */
  onProgress(): void;
  now?: () => number;
}

/** The still that was asked for. */
interface Asked {
  id: StillId;
  how: StillKind;
  assembly: Assembly;
  /** Once the phone has said that it is taken. Its pieces may come before: over another channel. */
  said: StillSaid | null;
  takenAt: number;
  reminders: number;
}

export function createAsking(options: AskingOptions): Asking {
  const { speech, onStill, onProblem, onProgress, now = Date.now } = options;
  const timers = createTimers();
  let last: StillId = 0;
  let asked: Asked | null = null;
  /** The channel over which it comes. */
  let way: RTCDataChannel | null = null;

  const say = (said: TechnicianSays) => speech.send(said);

  function leave(): void {
    timers.clearAll();
    wanted.stop();
    asked = null;
  }

  function cancel(): void {
    if (asked) say({ type: 'cancel', still: asked.id });
    leave();
  }

  /** Neither side keeps it. */
  function giveUp({ id, how }: Asked, problem: StillProblem): void {
    cancel();
    onProblem(id, how, problem);
  }

  const want = ({ id, assembly }: Asked) =>
    say({ type: 'want', still: id, from: assembly.received() });

  const wanted = paced((own: Asked) => {
    if (own.assembly.received() !== own.said?.bytes) want(own);
  }, WANTED_EVERY_MS);

  function watch(own: Asked): void {
    timers.set('stalled', STALLED_AFTER_MS, () => {
      // Without a way nothing can come: the next one is asked for the rest.
      if (speech.bytes()) {
        if (own.reminders === MOST_REMINDERS) return giveUp(own, 'broken');
        own.reminders += 1;
        want(own);
      }
      watch(own);
    });
  }

  async function check(own: Asked, said: StillSaid): Promise<void> {
    timers.clearAll();
    const { id, how, takenAt } = own;
    const blob = own.assembly.blob(said.mime);
    const came = await checked(blob, said).catch(() => null);
    if (asked !== own) return;
    if (!came) return giveUp(own, 'broken');
    leave();
    onStill({ id, how, takenAt, ...came });
  }

  function progress(own: Asked): void {
    if (own.said && own.assembly.received() === own.said.bytes) return void check(own, own.said);
    if (own.said) watch(own);
    if (!timers.pending('progress')) timers.set('progress', PROGRESS_EVERY_MS, onProgress);
  }

  function announced(own: Asked, said: StillSaid): void {
    // The phone says it again where its way has changed: it does not know how much has come.
    if (own.said) return wanted.tell(own);
    own.said = said;
    own.takenAt = now();
    if (!own.assembly.limitTo(said.bytes)) return giveUp(own, 'broken');
    timers.clear('taken');
    progress(own);
  }

  return {
    take(how) {
      cancel();
      const id = (last += 1);
      const assembly = createAssembly();
      const own: Asked = { id, how, assembly, said: null, takenAt: 0, reminders: 0 };
      asked = own;
      timers.set('taken', TAKEN_WITHIN_MS, () => giveUp(own, 'failed'));
      timers.set('whole', WHOLE_WITHIN_MS, () => giveUp(own, 'broken'));
      say({ type: 'take', still: id, how });
      return id;
    },
    cancel,
    coming() {
      if (!asked) return null;
      const { id, how, said, assembly } = asked;
      if (!said) return { id, how, state: 'asked', received: 0, bytes: 0 };
      return { id, how, state: 'coming', received: assembly.received(), bytes: said.bytes };
    },
    heard(said) {
      if (asked?.id !== said.still) return;
      if (said.type === 'still') return announced(asked, said);
      const { id, how } = asked;
      leave();
      onProblem(id, how, said.because);
    },
    piece(bytes) {
      const piece = readPiece(bytes);
      if (!asked || piece?.still !== asked.id || !asked.assembly.add(piece)) return;
      asked.reminders = 0;
      progress(asked);
    },
    wayChanged() {
      const channel = speech.bytes();
      if (channel === way) return;
      way = channel;
      wanted.stop();
      if (!asked?.said || asked.assembly.received() === asked.said.bytes) return;
      watch(asked);
      if (way) want(asked);
    },
    clear() {
      const former = asked;
      leave();
      if (former) onProblem(former.id, former.how, 'failed');
    },
    close: leave,
  };
}
