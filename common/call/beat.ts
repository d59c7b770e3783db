import { createTimers } from '../network/timers.ts';

/** How often a side lets itself be heard, in ms. */
const BEAT_EVERY_MS = 400;
/** For how long a side that beats as it should may not be heard until it is missed, in ms: two beats may be lost. */
const MISSED_AFTER_MS = 1_300;
/** By how many gaps it is seen that a side beats more slowly: the timers of a hidden page fire once a second. */
const GAPS = 4;

/**
 * A sign of life over the connection itself: an empty datagram, now and then. Picture and sound may both be
 * paused or muted, and then nothing else tells a way that is quiet from one that is dead.
 */
export interface Beat {
  /** When the other side was last heard by it (performance.now()); -Infinity where it never was. */
  heardAt(): number;
  /** For how long it may not be heard until it is missed, in ms. */
  missedAfterMs(): number;
  close(): void;
}

/** Beats from the moment at which `channel` opens. What comes over it for others counts as heard too. */
export function createBeat(
  channel: Pick<RTCDataChannel, 'readyState' | 'send' | 'addEventListener'>,
): Beat {
  const timers = createTimers();
  let heardAt = -Infinity;
  /** The last ones between two signs of life, in ms. */
  let gaps: number[] = [];

  function hear(): void {
    const now = performance.now();
    if (heardAt > -Infinity) gaps = [now - heardAt, ...gaps].slice(0, GAPS);
    heardAt = now;
  }

  function beat(): void {
    if (channel.readyState !== 'open') return;
    channel.send('');
    timers.set('beat', BEAT_EVERY_MS, beat);
  }

  channel.addEventListener('open', beat);
  channel.addEventListener('message', hear);
  beat();
  return {
    heardAt: () => heardAt,
    // The shortest of them: what is longer may be one that was lost.
    missedAfterMs: () =>
      gaps.length < GAPS ? MISSED_AFTER_MS : Math.max(MISSED_AFTER_MS, 2.5 * Math.min(...gaps)),
    close: timers.clearAll,
  };
}
