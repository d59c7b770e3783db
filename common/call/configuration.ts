import { readIceUrl, withUrls } from '../contract/ice-url.ts';
import { wait } from '../network/wait.ts';

/** How long the servers may be waited for before the last known ones are taken, in ms: a recovery does not wait longer. */
const ASKED_WITHIN_MS = 1_000;
/** How long the very first ones may be waited for, in ms: behind a firewall there is no call without them. */
const FIRST_WITHIN_MS = 4_000;
/** For how long an answer counts as that of the moment, in ms: credentials are good for minutes. */
const OF_THE_MOMENT_MS = 5_000;

/** Where a way for the media is looked for, asked for before each new connection: credentials are short-lived. */
export type AskIceServers = () => Promise<RTCIceServer[]>;

/** What connections are made with. */
export interface Configuration {
  /** The servers that were named last; none before the first answer. */
  known(): readonly RTCIceServer[];
  /** A connection is soon to come: what it needs is asked for by then. */
  ahead(): void;
  /**
   * What the next connection is made with. Never rejects, and takes a second at most (the first time
   * four): where the server does not answer in time, the servers that it named last are tried.
   */
  next(): Promise<RTCConfiguration>;
}

export function createConfiguration(ask: AskIceServers): Configuration {
  let known: RTCIceServer[] | null = null;
  let knownAt = -Infinity;

  async function askAnew(): Promise<void> {
    try {
      // One address that makes no sense would let a browser make no connection at all.
      known = withUrls(await ask(), (url) => readIceUrl(url) !== null);
      knownAt = performance.now();
    } catch {
      // The last known ones, as said above.
    }
  }

  /** The question that is under way. */
  let asking: Promise<void> | null = null;

  function askedFor(): Promise<void> {
    const mine = askAnew().finally(() => {
      if (asking === mine) asking = null;
    });
    asking = mine;
    return mine;
  }

  return {
    // Anew in any case: one from before may be lost with its network.
    ahead: () => void askedFor(),
    known: () => known ?? [],
    async next() {
      if (performance.now() - knownAt > OF_THE_MOMENT_MS) {
        const patience = new AbortController();
        const asked = (asking ?? askedFor()).finally(() => patience.abort());
        const within = known === null ? FIRST_WITHIN_MS : ASKED_WITHIN_MS;
        await Promise.race([asked, wait(within, patience.signal)]);
      }
      return { iceServers: known ?? [], bundlePolicy: 'max-bundle' };
    },
  };
}
