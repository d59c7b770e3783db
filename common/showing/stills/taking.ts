import {
  LARGEST_STILL,
  type CustomerSays,
  type NotTakenReason,
  type Speech,
  type StillId,
  type StillKind,
  type StillSaid,
  type TechnicianSays,
} from '../said.ts';
import { paced, type Paced } from '../../network/paced.ts';
import { cleaned } from './clean-still.ts';
import { digestOf } from './digest.ts';
import { createSending, type Sending } from './sending.ts';
import { isReasonable, type Still, type Taken } from './still.ts';

/** How often it is begun anew over the same channel at most, in ms: each time reads ahead. */
const BEGUN_EVERY_MS = 1_000;
/** How many times a still's own bytes are sent of it in all at most: connections may break often. */
const SENT_AT_MOST = 5;

/** The customer's part: takes a still when it is asked for, and sends its bytes. */
export interface Taking {
  heard(said: Extract<TechnicianSays, { type: 'take' | 'want' | 'cancel' }>): void;
  /** The channel for bytes is another one, or gone. */
  wayChanged(): void;
  /** The other side is another document: nothing more is sent. */
  clear(): void;
  close(): void;
}

export interface TakingOptions {
  speech: Speech;
  /** Takes a picture, or says why not. `signal` gives up once it is not wanted any more. */
  take(how: StillKind, signal: AbortSignal): Promise<Taken | NotTakenReason>;
  /** One was taken: it is shown to the customer, and is there for `show`. */
  onStill(still: Still): void;
  /** One that was taken is not wanted any more: both sides keep the same. */
  onCancelled(id: StillId): void;
  now?: () => number;
}

/** The still that was asked for last. */
interface Task {
  id: StillId;
  /** Gives up the taking of it. */
  taking: AbortController;
  /** Once it is taken. */
  taken: { blob: Blob; said: StillSaid } | null;
  /** The channel over which it goes, or over which the other side was asked what is missing. */
  way: RTCDataChannel | null;
  /** Over `way`; null until the other side has said what it wants. */
  sending: Sending | null;
  /** What the other side wants, from which byte on: the last that it said. */
  wanted: Paced<number>;
  /** How many bytes were sent of it before the present sending. */
  sent: number;
  /** Whether some of it was sent, over any channel. */
  begun: boolean;
  /** Whether all of it was written to a channel once: it may be whole on the other side. */
  written: boolean;
}

/**
 * What is sent of a picture that was taken and what is said of it, or why it cannot be sent. A frame too
 * is cleaned here: a browser may say more in it than is to be seen.
 */
async function describe(id: StillId, picture: Blob) {
  if (picture.size > LARGEST_STILL) return 'too_large';
  const taken = picture.type === 'image/jpeg' ? await cleaned(picture) : null;
  if (!taken) return 'failed';
  if (!isReasonable(taken)) return 'too_large';
  const { blob, width, height } = taken;
  const digest = await digestOf(blob);
  const size = { bytes: blob.size, width, height };
  const said: StillSaid = { type: 'still', still: id, mime: 'image/jpeg', ...size, digest };
  return { blob, said };
}

export function createTaking(options: TakingOptions): Taking {
  const { speech, onStill, onCancelled, now = Date.now } = options;
  /** The highest number that was heard of: stills are asked for in order, one at a time. */
  let seen: StillId = 0;
  let task: Task | null = null;

  const say = (said: CustomerSays) => speech.send(said);

  function stopSending(own: Task): void {
    own.sending?.stop();
    own.sent += own.sending?.written() ?? 0;
    own.sending = null;
  }

  function leave(): void {
    task?.taking.abort();
    task?.wanted.stop();
    if (task) stopSending(task);
    task = null;
  }

  function refuse(id: StillId, because: NotTakenReason): void {
    leave();
    say({ type: 'not_taken', still: id, because });
  }

  function sendFrom(own: Task, from: number): void {
    const channel = speech.bytes();
    if (!own.taken || !channel) return;
    const { blob } = own.taken;
    const onFailed = () => {
      refuse(own.id, 'failed');
      onCancelled(own.id);
    };
    stopSending(own);
    own.way = channel;
    own.begun = true;
    if (own.sent + blob.size - from > SENT_AT_MOST * blob.size) return onFailed();
    const onWritten = () => (own.written = true);
    own.sending = createSending({ channel, still: own.id, blob, from, onWritten, onFailed });
  }

  function sendWanted(own: Task, from: number): void {
    // Two reasons to say it may come together, and the channel loses nothing.
    const covered = own.way === speech.bytes() && own.sending?.covers(from);
    if (!covered) sendFrom(own, from);
  }

  async function begin(id: StillId, how: StillKind): Promise<void> {
    const taking = new AbortController();
    const unsent = { taken: null, way: null, sending: null, sent: 0, begun: false, written: false };
    const wanted = paced((from: number) => sendWanted(own, from), BEGUN_EVERY_MS);
    const own: Task = { id, taking, wanted, ...unsent };
    task = own;
    const taken = await options.take(how, taking.signal);
    if (task !== own) return;
    if (typeof taken === 'string') return refuse(id, taken);
    const described = await describe(id, taken.blob);
    if (task !== own) return;
    if (typeof described === 'string') return refuse(id, described);
    own.taken = described;
    const { blob, said } = described;
    onStill({ id, how, blob, width: said.width, height: said.height, takenAt: now() });
    say(said);
    sendFrom(own, 0);
  }

  function take(id: StillId, how: StillKind): void {
    if (id <= seen) return;
    seen = id;
    // What was not even sent cannot be whole on the other side: it gave it up.
    if (task?.taken && !task.written) onCancelled(task.id);
    leave();
    begin(id, how).catch(() => task?.id === id && refuse(id, 'failed'));
  }

  return {
    heard(said) {
      const { still: id } = said;
      if (said.type === 'take') return take(id, said.how);
      if (said.type === 'cancel') {
        seen = Math.max(seen, id);
        if (task?.id === id) leave();
        return onCancelled(id);
      }
      if (task?.id !== id || !task.taken || said.from >= task.taken.blob.size) return;
      task.wanted.tell(said.from);
    },
    wayChanged() {
      if (!task?.taken) return;
      const channel = speech.bytes();
      if (channel === task.way) return;
      task.wanted.stop();
      stopSending(task);
      task.way = channel;
      if (!channel) return;
      // Only the other side knows what has come; hearing of the still again, it says so.
      if (task.begun) say(task.taken.said);
      else sendFrom(task, 0);
    },
    clear() {
      leave();
      seen = 0;
    },
    close: leave,
  };
}
