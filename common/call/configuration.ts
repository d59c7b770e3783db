import { wait } from '../network/wait.ts';

/** How long the servers may be waited for before the last known ones are taken, in ms: a recovery does not wait longer. */
const ASKED_WITHIN_MS = 1_000;

/** Where a way for the media is looked for, asked for before each new connection: credentials are short-lived. */
export type AskIceServers = () => Promise<RTCIceServer[]>;

/**
 * What the next connection is made with. Never rejects, and takes a second at most: where the server does
 * not answer in time, the servers that it named last are tried.
 */
export function createConfiguration(ask: AskIceServers): () => Promise<RTCConfiguration> {
  let known: RTCIceServer[] = [];

  async function askAnew(): Promise<void> {
    try {
      known = await ask();
    } catch {
      // The last known ones, as said above.
    }
  }

  return async () => {
    const patience = new AbortController();
    const asked = askAnew().finally(() => patience.abort());
    await Promise.race([asked, wait(ASKED_WITHIN_MS, patience.signal)]);
    return { iceServers: known, bundlePolicy: 'max-bundle' };
  };
}
