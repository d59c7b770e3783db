import { wait } from '../network/wait.ts';

/** How long the servers may be waited for before the last known ones are taken, in ms: a recovery does not wait longer. */
const ASKED_WITHIN_MS = 1_000;
/** How long the very first ones may be waited for, in ms: behind a firewall there is no call without them. */
const FIRST_WITHIN_MS = 4_000;

/** Where a way for the media is looked for, asked for before each new connection: credentials are short-lived. */
export type AskIceServers = () => Promise<RTCIceServer[]>;

/**
 * What the next connection is made with. Never rejects, and takes a second at most (the first time four):
 * where the server does not answer in time, the servers that it named last are tried.
 */
export function createConfiguration(ask: AskIceServers): () => Promise<RTCConfiguration> {
  let known: RTCIceServer[] | null = null;

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
    const within = known === null ? FIRST_WITHIN_MS : ASKED_WITHIN_MS;
    await Promise.race([asked, wait(within, patience.signal)]);
    return { iceServers: known ?? [], bundlePolicy: 'max-bundle' };
  };
}
