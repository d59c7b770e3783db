/** The name of the port that an open panel holds to the service worker. */
export const PANEL_PORT = 'lens-panel';

/** How often the panel says that it is still there, in ms: it keeps the worker awake for the goodbye. */
export const PANEL_HERE_EVERY_MS = 20_000;

/**
 * Held by a panel while its technician has an open session: its end is how the service worker
 * learns that the panel has closed. A port does not keep a worker alive, and one whose worker was
 * ended is opened anew, or nobody would notice the panel's closing. Returns the way to let go.
 */
export function holdPanelPort(runtime: Pick<typeof chrome.runtime, 'connect'>): () => void {
  let port: chrome.runtime.Port;
  const connect = () => {
    port = runtime.connect({ name: PANEL_PORT });
    port.onDisconnect.addListener(connect);
  };
  connect();
  const here = setInterval(() => port.postMessage('here'), PANEL_HERE_EVERY_MS);
  return () => {
    clearInterval(here);
    port.onDisconnect.removeListener(connect);
    port.disconnect();
  };
}
