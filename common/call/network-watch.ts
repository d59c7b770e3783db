import { hostAndPort, readIceUrl } from '../contract/ice-url.ts';
import { stunAnswers } from '../network/stun-answers.ts';
import { wait } from '../network/wait.ts';

/**
 * How long a question may take, in ms: a browser repeats one more and more slowly, so a new one finds the
 * network's return sooner.
 */
const ASKED_FOR_MS = 1_500;
/** How many questions are tried until it counts that nobody answers. */
const LEARN_TRIES = 3;
/** How many questions without an answer mean that the network is away: one may be late or lost. */
const SILENT_TRIES = 2;
/**
 * After how many questions they become rarer, and how far apart they are then, in ms: beyond the time for which
 * a seat is held by default, a return need not be found at once.
 */
const MANY = 80;
const RARELY_EVERY_MS = 10_000;
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
      return `stun:${hostAndPort(address)}`;
    });
  return [...new Set(urls)].slice(0, MOST_SERVERS);
}

/**
 * Finds within a second and a half that a network which was away is there again, where a STUN server was seen to
 * answer in it.
 */
export interface NetworkWatch {
  /**
   * The call is connected, perhaps over another network than before: it is found out whether a STUN server
   * answers in it, as soon as nothing is in doubt.
   */
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
  /** That is not known yet of the network over which the call has come about. */
  let isUnknown = false;
  let isDoubted = false;
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
    let answered = false;
    for (let tried = 0; tried < LEARN_TRIES && !answered && !signal.aborted; tried += 1) {
      const urls = stunUrls(servers());
      if (urls.length === 0) break;
      answered = (await stunAnswers(urls, ASKED_FOR_MS, signal)) === true;
    }
    if (signal.aborted) return;
    answers = answered;
    isUnknown = false;
  }

  function learnSoon(): void {
    learning?.abort();
    learning = new AbortController();
    void learn(learning.signal);
  }

  async function ask(signal: AbortSignal): Promise<void> {
    let silent = 0;
    for (let count = 0; !signal.aborted; count += 1) {
      const everyMs = count < MANY ? ASKED_FOR_MS : RARELY_EVERY_MS;
      const begun = performance.now();
      const urls = stunUrls(servers());
      const answered = urls.length > 0 ? await stunAnswers(urls, everyMs, signal) : null;
      if (signal.aborted) return;
      if (answered === null) return stopAsking();
      silent = answered ? 0 : silent + 1;
      if (answered) become(false);
      else if (silent >= SILENT_TRIES) become(true);
      await wait(everyMs - (performance.now() - begun), signal);
    }
  }

  function stopAsking(): void {
    asking?.abort();
    asking = null;
    become(false);
  }

  return {
    connected() {
      isUnknown = true;
      if (!isDoubted) learnSoon();
    },
    doubt(doubted) {
      if (doubted === isDoubted) return;
      isDoubted = doubted;
      learning?.abort();
      if (!doubted) {
        stopAsking();
        if (isUnknown) learnSoon();
      } else if (answers) {
        asking = new AbortController();
        void ask(asking.signal);
      }
    },
    close() {
      learning?.abort();
      stopAsking();
    },
  };
}
