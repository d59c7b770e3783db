/**
 * Calls `back` when the device comes back to the network (`offline`) or the page to the screen
 * (`hidden`): timers slept and sockets may have died unnoticed. Returns the way to stop. Where
 * there is no window, as in a service worker, only the network is watched.
 */
export function whenBack(back: (from: 'offline' | 'hidden') => void): () => void {
  const online = () => back('offline');
  const visible = () => document.visibilityState === 'visible' && back('hidden');
  const page = typeof document === 'undefined' ? null : document;
  globalThis.addEventListener?.('online', online);
  page?.addEventListener('visibilitychange', visible);
  return () => {
    globalThis.removeEventListener?.('online', online);
    page?.removeEventListener('visibilitychange', visible);
  };
}
