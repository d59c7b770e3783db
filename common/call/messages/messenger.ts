import { createTimers } from '../../network/timers.ts';
import { readFrame, type Frame } from './frame.ts';
import { createInbox } from './inbox.ts';
import { createOutbox, type Waiting } from './outbox.ts';

/** After how long a message is said once more, whether or not it was lost, in ms: a frame of the screen. */
const ECHO_AFTER_MS = 16;
/** The shortest and the longest pause before what is not acknowledged is said again, in ms. */
const SHORTEST_PAUSE_MS = 60;
const LONGEST_PAUSE_MS = 1_000;
/** How much of a packet messages may fill, in characters: a data channel's packet holds about 1,200 bytes. */
const FRAME_CHARACTERS = 1_000;
/** How long an acknowledgement waits for something to travel with, in ms. */
const ACKNOWLEDGE_WITHIN_MS = 8;

/**
 * How many messages may wait of those that were sent while there was a channel: half a minute of drawing
 * of which nothing is heard. Who asks for more answers than that, and acknowledges none, gets none. What
 * a person draws while there is no channel is not among them.
 */
export const MOST_WAITING = 2_000;
/** How soon after that a second time is too much, in ms. */
const OVERFLOWS_APART_MS = 10_000;

/** What a messenger speaks over: a data channel that neither orders nor repeats. */
export interface Datagrams {
  /** False where nothing can be sent now: what is to be sent is then kept for the next channel. */
  send(text: string): boolean;
}

export interface MessengerOptions {
  /** A message of the other side, each once, in whatever order they come; not yet checked. */
  onMessage(message: unknown): void;
  /** The newest glimpse of the other side; older ones and lost ones are left out. */
  onGlimpse(glimpse: unknown): void;
  /**
   * Too many messages wait though there is a channel: it is to be another one. Where that is no help,
   * or not for long, the messenger gives up: it says no message more until `startOver`.
   */
  onOverflow?(): void;
  /** Now, in ms; a test gives its own. */
  now?: () => number;
}

/**
 * Small messages between two documents over a channel that loses and reorders (RFC 8831, 6.6: partial
 * reliability). Nothing waits for what was lost: each message is said twice within a frame of the
 * screen, and then again until it is acknowledged; each is handed on once, as soon as it comes.
 */
export interface Messenger {
  /** Sends what must not be lost. Messages of one side may come in another order. */
  send(message: unknown): void;
  /** Sends what the next one replaces, such as where a pointer is; lost is lost. */
  glimpse(value: unknown): void;
  /** Speaks over this channel from now on, and says what is not acknowledged at once; null: none is there. */
  over(channel: Datagrams | null): void;
  /** A datagram of the other side. */
  receive(data: unknown): void;
  /** Forgets what is not acknowledged: the other side is another document now. */
  startOver(): void;
  /** How many messages are not acknowledged. */
  waiting(): number;
  close(): void;
}

export function createMessenger({
  onMessage,
  onGlimpse,
  onOverflow = () => {},
  now = () => performance.now(),
}: MessengerOptions): Messenger {
  const timers = createTimers();
  let glimpses = 0;
  let channel: Datagrams | null = null;
  let overflow: 'none' | 'now' | 'given up' = 'none';
  let overflowedAt = -Infinity;
  const outbox = createOutbox();
  const inbox = createInbox({ onMessage, onGlimpse });

  const pauseAfter = (times: number) =>
    times === 1
      ? ECHO_AFTER_MS
      : Math.min(
          LONGEST_PAUSE_MS,
          Math.max(SHORTEST_PAUSE_MS, outbox.roundTrip() * 1.5) * 2 ** Math.min(times - 2, 6),
        );

  function forgetWaiting(): void {
    outbox.clear();
    timers.clearAll();
  }

  /** True where one more message may wait. */
  function hasRoom(): boolean {
    if (overflow === 'given up') return false;
    if (channel === null || outbox.onWay() < MOST_WAITING * (overflow === 'now' ? 2 : 1))
      return true;
    if (overflow === 'now' || now() - overflowedAt < OVERFLOWS_APART_MS) {
      overflow = 'given up';
      forgetWaiting();
      return false;
    }
    overflow = 'now';
    overflowedAt = now();
    onOverflow();
    return true;
  }

  /** Says these messages, as many to a packet as it holds, with what is to be acknowledged. */
  function say(messages: readonly Waiting[], more: Partial<Frame> = {}): void {
    if (channel === null) return;
    const at = now();
    let begin = 0;
    do {
      let length = 0;
      let end = begin;
      while (end < messages.length && (end === begin || length < FRAME_CHARACTERS))
        length += messages[end++]!.text.length;
      const packet = messages.slice(begin, end);
      const frame = {
        l: outbox.life(),
        f: outbox.first(),
        a: inbox.acknowledgement(),
        ...(begin === 0 && more),
      };
      const head = JSON.stringify(frame);
      const m = packet.map(({ number, text }) => `[${number},${text}]`).join(',');
      const text = packet.length === 0 ? head : `${head.slice(0, -1)},"m":[${m}]}`;
      if (!channel.send(text)) break;
      timers.clear('acknowledge');
      for (const each of packet) {
        if (each.times === 0) each.sentAt = at;
        each.times += 1;
        each.dueAt = at + pauseAfter(each.times);
      }
      begin = end;
    } while (begin < messages.length);
    plan();
  }

  /** Says again what is due, each time the first of all is. */
  function plan(): void {
    const next = Math.min(...outbox.inWindow(() => true).map(({ dueAt }) => dueAt));
    if (channel === null || outbox.size() === 0) timers.clear('repeat');
    else timers.set('repeat', Math.max(4, next - now()), repeat);
  }

  function repeat(): void {
    const at = now();
    const due = outbox.inWindow((each) => each.dueAt <= at + 4);
    // Not heard of at all for some time: one packet is enough to ask with.
    say(due.some(({ times }) => times < 3) ? due : due.slice(0, 16));
    for (const each of due) if (each.dueAt <= at) each.dueAt = at + pauseAfter(each.times + 1);
    plan();
  }

  function acknowledged(heard: NonNullable<Frame['a']>): void {
    if (!outbox.acknowledge(heard, now())) return;
    if (overflow === 'now' && outbox.onWay() < MOST_WAITING) overflow = 'none';
    plan();
  }

  return {
    send(message) {
      if (!hasRoom()) return;
      const one = outbox.add(message, channel !== null);
      // What is just being said for the second time travels along.
      if (outbox.isInWindow(one)) say([one, ...outbox.inWindow(({ times }) => times === 1)]);
      else plan();
    },
    glimpse(value) {
      say([], { g: { n: (glimpses += 1), v: value } });
    },
    over(next) {
      channel = next;
      if (channel === null) return timers.clearAll();
      outbox.hurry();
      if (outbox.size() > 0) repeat();
    },
    receive(data) {
      const frame = readFrame(data);
      if (frame === null) return;
      if (frame.a) acknowledged(frame.a);
      if (!inbox.take(frame)) return;
      if (!timers.pending('acknowledge'))
        timers.set('acknowledge', ACKNOWLEDGE_WITHIN_MS, () => say([]));
    },
    startOver() {
      timers.clearAll();
      outbox.startOver();
      overflow = 'none';
      overflowedAt = -Infinity;
      glimpses = 0;
      inbox.startOver();
    },
    waiting: outbox.size,
    close() {
      channel = null;
      forgetWaiting();
    },
  };
}
