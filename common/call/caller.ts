import { createTimers } from '../network/timers.ts';
import { backOff } from '../network/wait.ts';
import type { CallProblem } from './terms.ts';
import type { Link } from './link.ts';
import { INTERRUPTED_FOR_MS, type Party, type PartyParts } from './party.ts';
import { framesArrive } from './receiver-statistics.ts';

/**
 * How long the other side may take to answer, in ms: longer than the 5 s after which PeerServer
 * says that nobody is there.
 */
const ANSWER_WITHIN_MS = 6_000;
/** How long finding a way for the media may take after that, in ms: a relay over a bad network takes seconds. */
const CONNECT_WITHIN_MS = 10_000;
/** How long a connected link may stay without a frame before it takes the former one's place all the same, in ms. */
const FRAME_WITHIN_MS = 1_500;

/**
 * The technician's part: calls whenever there is somebody to call and no connection, beside a
 * connection that does not come back, and switches to the new one at its first frame.
 */
export function createCaller(
  parts: PartyParts & {
    /** Calls `to`; null while PeerServer is out of reach, or where `signal` has given it up meanwhile. */
    dial(to: string, onChange: () => void, signal: AbortSignal): Promise<Link | null>;
  },
): Party {
  const timers = createTimers();
  let dialling: AbortController | null = null;
  let next: Link | null = null;
  let lost: Link | null = null;
  let readying: AbortController | null = null;
  let failures = 0;
  let unanswered = 0;

  function drop(): void {
    dialling?.abort();
    dialling = null;
    readying?.abort();
    readying = null;
    if (next) parts.forget(next);
    next = null;
    failures = 0;
    timers.clearAll();
  }

  function fail(problem: CallProblem): void {
    const tries = failures + 1;
    drop();
    failures = tries;
    unanswered = problem === 'other_absent' ? unanswered + 1 : 0;
    timers.set('pause', backOff(failures - 1), consider);
    // Twice no word: perhaps it is this side's socket that nobody hears.
    if (unanswered >= 2) parts.renewSocket();
    parts.blame(problem);
  }

  function isDue(): boolean {
    const shown = parts.shown();
    const state = shown?.peerId === parts.other() ? shown?.state() : 'gone';
    if (state !== 'interrupted') timers.clear('interrupted');
    if (timers.pending('pause') || (state === 'connected' && shown !== lost)) return false;
    if (state !== 'interrupted' || shown === lost) return true;
    if (!timers.pending('interrupted')) {
      timers.set('interrupted', INTERRUPTED_FOR_MS, () => {
        lost = shown;
        consider();
      });
    }
    return false;
  }

  async function call(to: string): Promise<void> {
    const mine = (dialling = new AbortController());
    // A browser may refuse to make a connection: it has too many, or the servers that were named make no sense.
    const link = await parts.dial(to, followNext, mine.signal).catch(() => 'refused' as const);
    if (mine.signal.aborted) return void (link && link !== 'refused' && parts.forget(link));
    dialling = null;
    if (link === 'refused') return fail('media_path');
    next = link;
    if (!next) return;
    timers.set('answer', ANSWER_WITHIN_MS, () => {
      if (!next?.answered()) return fail('other_absent');
      timers.set('connect', CONNECT_WITHIN_MS, () => fail('media_path'));
    });
  }

  function followNext(): void {
    if (next?.state() === 'gone') fail(next.answered() ? 'media_path' : 'other_absent');
    else if (next?.state() === 'connected' && !readying) void makeReady(next);
  }

  async function makeReady(link: Link): Promise<void> {
    timers.clear('answer');
    timers.clear('connect');
    if (parts.hasPicture()) {
      readying = new AbortController();
      const { signal } = readying;
      await framesArrive(link.connection, FRAME_WITHIN_MS, signal);
      if (signal.aborted) return;
    }
    // From here on it is the call's, not this attempt's to drop.
    next = null;
    readying = null;
    failures = 0;
    unanswered = 0;
    parts.show(link);
  }

  /** The former connection is back before there was an answer over the next one. */
  function isBack(): boolean {
    const shown = parts.shown();
    return shown?.state() === 'connected' && shown !== lost && shown.peerId === parts.other();
  }

  function consider(): void {
    if (next && !next.answered() && isBack()) drop();
    const other = parts.other();
    if (other && !dialling && !next && isDue()) void call(other);
  }

  return {
    consider,
    hurry() {
      failures = 0;
      // The network is another one than that which broke the connection: there is nothing to wait for.
      if (parts.shown()?.state() === 'interrupted') lost = parts.shown();
      timers.clear('pause');
      if (next && !next.answered()) drop();
      consider();
    },
    distrust() {
      lost = parts.shown();
      consider();
    },
    trust() {
      lost = null;
      // One that is answered goes on: the other side may have turned to it already.
      if (!next?.answered()) drop();
      unanswered = 0;
      consider();
    },
    drop,
    absent(message) {
      const other = parts.other();
      if (other && next && !next.answered() && message.includes(other)) fail('other_absent');
    },
    close: drop,
  };
}
