/** Resolves after `ms`, or at once when `signal` gives up. Never rejects. */
export function wait(ms: number, signal?: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal?.aborted) return resolve();
    const done = () => {
      clearTimeout(timer);
      signal?.removeEventListener('abort', done);
      resolve();
    };
    const timer = setTimeout(done, ms);
    signal?.addEventListener('abort', done, { once: true });
  });
}

/** The first and the longest pause between two attempts, in ms. */
export const FIRST_RETRY_MS = 250;
export const LONGEST_RETRY_MS = 5_000;

/**
 * How long to wait before attempt number `attempt` (0 is the first retry), in ms: doubling, and
 * up to half of it at random, so that a restarted server is not met by everyone at once.
 */
export function backOff(attempt: number): number {
  const longest = Math.min(LONGEST_RETRY_MS, FIRST_RETRY_MS * 2 ** attempt);
  return longest * (0.5 + Math.random() / 2);
}
