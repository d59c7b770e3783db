/** How often a server that is out of reach is tried, in ms. */
const TRY_EVERY_MS = 3_000;

/** Resolves when the server answers; asks every 3 s, and at once when the network comes back. */
export async function untilReachable(): Promise<void> {
  for (;;) {
    try {
      const answer = await fetch('/api/info', { cache: 'no-store' });
      if (answer.ok) return;
    } catch {
      // Still away.
    }
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, TRY_EVERY_MS);
      addEventListener('online', () => (clearTimeout(timer), resolve()), { once: true });
    });
  }
}
