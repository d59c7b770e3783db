/**
 * Keeps the phone's screen on, and again after coming back to the page; nothing where the browser
 * has no way to it (iOS before 16.4). Returns the way to stop.
 */
export function keepAwake(page: Document, wakeLock: WakeLock | undefined): () => void {
  let stopped = false;
  let lock: WakeLockSentinel | null = null;

  async function hold() {
    if (stopped || page.visibilityState !== 'visible' || (lock && !lock.released)) return;
    try {
      const held = await wakeLock!.request('screen');
      if (stopped) void held.release();
      else lock = held;
    } catch {
      // A nearly empty battery: the phone decides.
    }
  }

  if (!wakeLock) return () => {};
  void hold();
  page.addEventListener('visibilitychange', hold);
  return () => {
    stopped = true;
    page.removeEventListener('visibilitychange', hold);
    void lock?.release();
  };
}
