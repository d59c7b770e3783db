import { readIceUrl } from '../contract/ice-url.ts';
import { stunAnswers } from '../network/stun-answers.ts';
import { wait } from '../network/wait.ts';

/** How long a question may take while the network is awaited, in ms: the next one begins with a fresh row. */
const ASKED_FOR_MS = 1_500;
/** How long the first one may take, in ms, and how many are asked: it only matters whether there is an answer. */
const LEARNS_WITHIN_MS = 4_000;
const LEARNS_BY = 3;
/** How long after a call has connected it is asked whether there is an answer, in ms: the call comes first. */
const LEARNS_AFTER_MS = 1_000;
/** How many servers are asked: one may be down. */
const MOST_SERVERS = 2;

/** Of these servers, the addresses that answer STUN over UDP: a TURN server does too (RFC 8656, 3.1). */
export function stunUrls(servers: readonly RTCIceServer[]): string[] {
  const urls = servers
    .flatMap((server) => server.urls)
    .flatMap((url) => {
      const address = readIceUrl(url);
      if (address?.transport !== 'udp') return [];
      const host = address.host.includes(':') ? `[${address.host}]` : address.host;
      return `stun:${host}:${address.port}`;
    });
  return [...new Set(urls)].slice(0, MOST_SERVERS);
}

/** Finds within a second that a network which was away is there again, where a STUN server was seen to answer. */
export interface NetworkWatch {
  /** The call is connected, perhaps over another network than before: does a STUN server answer in it? */
  connected(): void;
  /** Whether the network may be away: only then it is asked for. */
  doubt(doubted: boolean): void;
  close(): void;
}

export interface NetworkWatchParts {
  /** The STUN and TURN servers of the call, as they were last named. */
  servers(): readonly RTCIceServer[];
  /** The network is away, or there again; not said while nothing is certain. */
  onAway(away: boolean): void;
}

export function createNetworkWatch({ servers, onAway }: NetworkWatchParts): NetworkWatch {
  /** Whether a server was seen to answer in this network: where none ever does, its silence says nothing. */
  let answers = false;
  let isAway = false;
  let learning: AbortController | null = null;
  let asking: AbortController | null = null;

  function become(away: boolean): void {
    if (away === isAway) return;
    isAway = away;
    onAway(away);
  }

  async function learn(signal: AbortSignal): Promise<void> {
    await wait(LEARNS_AFTER_MS, signal);
    for (let asked = 0; asked < LEARNS_BY && !signal.aborted; asked += 1) {
      const urls = stunUrls(servers());
      if (urls.length === 0) return;
      const answered = await stunAnswers(urls, LEARNS_WITHIN_MS, signal);
      if (signal.aborted) return;
      answers = answered;
      if (answered) return;
    }
  }

  async function ask(signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      const begun = performance.now();
      const answered = await stunAnswers(stunUrls(servers()), ASKED_FOR_MS, signal);
      if (signal.aborted) return;
      become(!answered);
      await wait(ASKED_FOR_MS - (performance.now() - begun), signal);
    }
  }

  function stopAsking(): void {
    asking?.abort();
    asking = null;
    become(false);
  }

  return {
    connected() {
      learning?.abort();
      learning = new AbortController();
      void learn(learning.signal);
    },
    doubt(doubted) {
      if (!doubted) return stopAsking();
      learning?.abort();
      if (!answers || asking) return;
      asking = new AbortController();
      void ask(asking.signal);
    },
    close() {
      learning?.abort();
      stopAsking();
    },
  };
}
