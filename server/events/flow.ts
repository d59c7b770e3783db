/** Says of each message, or of so many of what is counted, whether it is still within what a socket may send. */
export type Flow = (amount?: number) => boolean;

/**
 * A token bucket: `burst` messages at once, `perSecond` in the long run. Real time, not the
 * server's clock: it measures what this process must bear.
 */
export function limitFlow(burst: number, perSecond: number): Flow {
  let left = burst;
  let filledAt = performance.now();
  return (amount = 1) => {
    const now = performance.now();
    left = Math.min(burst, left + ((now - filledAt) / 1000) * perSecond);
    filledAt = now;
    if (left < amount) return false;
    left -= amount;
    return true;
  };
}
