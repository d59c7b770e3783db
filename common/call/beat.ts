import { createTimers } from '../network/timers.ts';

/** How often a side lets itself be heard, in ms. */
const BEAT_EVERY_MS = 400;

/**
 * A sign of life over the connection itself: an empty datagram, now and then. Picture and sound may both be
 * paused or muted, and then nothing else tells a way that is quiet from one that is dead.
 */
export interface Beat {
  /** When the other side was last heard by it (performance.now()); -Infinity where it never was. */
  heardAt(): number;
  close(): void;
}

/** Beats from the moment at which `channel` opens. What comes over it for others counts as heard too. */
export function createBeat(
  channel: Pick<RTCDataChannel, 'readyState' | 'send' | 'addEventListener'>,
): Beat {
  const timers = createTimers();
  let heardAt = -Infinity;

  function beat(): void {
    if (channel.readyState !== 'open') return;
    channel.send('');
    timers.set('beat', BEAT_EVERY_MS, beat);
  }

  channel.addEventListener('open', beat);
  channel.addEventListener('message', () => (heardAt = performance.now()));
  beat();
  return { heardAt: () => heardAt, close: timers.clearAll };
}
