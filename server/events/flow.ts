/** Says of each message whether it is still within what a socket may send. */
export type Flow = () => boolean;

/**
 * A token bucket: `burst` messages at once, `perSecond` in the long run. Real time, not the
 * server's clock: it measures what this process must bear.
 */
export function limitFlow(burst: number, perSecond: number): Flow {
  let left = burst;
  let filledAt = performance.now();
  return () => {
    const now = performance.now();
    left = Math.min(burst, left + ((now - filledAt) / 1000) * perSecond);
    filledAt = now;
    if (left < 1) return false;
    left -= 1;
    return true;
  };
}
