import ReconnectingWebSocket from 'partysocket/ws';
import * as v from 'valibot';
import type { ErrorCode } from '../contract/errors.ts';
import { ServerMessage, type ClientMessage, type Hello, type Pace } from '../contract/events.ts';
import { FIRST_RETRY_MS, LONGEST_RETRY_MS } from '../network/wait.ts';
import { whenBack } from '../network/when-back.ts';

/**
 * How long opening a socket may take before it is tried anew, in ms, in turn. What was sent into a network
 * that is away is repeated after 1 s, 3 s, 7 s and so on (RFC 6298, 5.5), so a new attempt finds its return
 * sooner than an old one; and a browser opens one socket to a server at a time (RFC 6455, 4.1).
 */
const OPEN_WITHIN_MS = [2_500, 2_500, 8_000];
/**
 * The same while it is urgent, one after the other, the last again and again. A bad network takes four round
 * trips for it, over TLS. Not many of the short ones: Chromium holds the sockets of a page back by 1 to 5 s
 * each once about twelve have failed for each that was opened, within three to six minutes
 * (services/network/websocket_throttler.cc).
 */
const URGENT_OPEN_WITHIN_MS = [600, 600, 1_200, 1_200, 5_000];
/** The same while the network is known to be away, in ms: its return will be said, and must not be held back. */
const AWAY_OPEN_WITHIN_MS = 15_000;
/** What was away for less than that, in ms, ends no attempt that is under way by its return: it may flap. */
const LONG_AWAY_MS = 2_000;
/** Where in `URGENT_OPEN_WITHIN_MS` it goes on once the network is there: the shortest are for finding it. */
const TRIES_WHEN_BACK = 2;
/** How long after it was opened a socket's first word may take, and how often an open one is looked at, in ms. */
const ANSWER_WITHIN_MS = 2_000;
const LOOK_EVERY_MS = 500;
/** How late a beat of the server may be, in ms: what a bad network loses is sent once more within that. */
const LATE_MS = 1_000;

/** `open` is said when the server has answered the hello; `refused` is for good. */
export type EventSocketState = 'connecting' | 'open' | 'down' | 'refused';

export interface EventSocketOptions {
  /** `ws:` or `wss:`, from `socketUrl`. */
  url: string;
  pace: Pace;
  /** The first message, asked for at each opening: a token or a seat may have changed. */
  hello(): Hello | Promise<Hello>;
  /** Every message that the contract knows, but `alive` and `refused`. */
  onMessage(message: Exclude<ServerMessage, { type: 'alive' | 'refused' }>): void;
  /** `code` says why, with `refused`. */
  onState(state: EventSocketState, code?: ErrorCode): void;
  /** For a test, or a place that has none of its own. */
  WebSocket?: unknown;
}

export interface EventSocket {
  /** Tries again now instead of after the pause; drops a socket that is open. */
  reconnectNow(): void;
  /** Whether it is urgent: a socket that has fallen silent is given up sooner, and one attempt follows the other. */
  hasten(urgent: boolean): void;
  /** Whether the network itself is away: it is seldom tried until it is there again, and at once then. */
  networkAway(away: boolean): void;
  /** Says something to the server, where the socket is open; else it is not said. */
  say(message: Exclude<ClientMessage, { type: 'hello' }>): void;
  /** When the server was last heard (`Date.now()`). */
  heardAt(): number;
  /** How many messages were thrown away because the contract does not know them. */
  strange(): number;
  close(): void;
}

/** A message as the contract has it, or null. */
function understood(data: unknown): ServerMessage | null {
  try {
    const message = v.safeParse(ServerMessage, JSON.parse(String(data)));
    return message.success ? message.output : null;
  } catch {
    return null;
  }
}

/**
 * Holds an event socket open: says hello, answers `alive`, and opens a new one with back-off and
 * jitter when it breaks, falls silent, or the device comes back to the network or the screen.
 */
export function openEventSocket(options: EventSocketOptions): EventSocket {
  let socket: ReconnectingWebSocket;
  let state: EventSocketState | null = null;
  let heardAt = Date.now();
  let openedAt = -Infinity;
  let attempts = 0;
  let strange = 0;
  let urgent = false;
  let isAway = false;
  let awaySince = -Infinity;
  /** How often it was tried since it became urgent, and how long the present attempt may take, in ms. */
  let tries = 0;
  let urgentWithin = URGENT_OPEN_WITHIN_MS[0]!;
  let haste: ReturnType<typeof setTimeout> | undefined;
  let silence: ReturnType<typeof setTimeout> | undefined;
  let closed = false;

  function become(next: EventSocketState, code?: ErrorCode): void {
    if (state === next) return;
    state = next;
    options.onState(next, code);
  }

  function heard(): void {
    heardAt = Date.now();
    clearTimeout(silence);
    silence = setTimeout(reconnectNow, options.pace.silentAfterMs);
  }

  function say(message: ClientMessage): void {
    if (state === 'open') socket.send(JSON.stringify(message));
  }

  function take(message: ServerMessage | null): void {
    if (!message) {
      strange += 1;
    } else if (message.type === 'refused') {
      close();
      become('refused', message.code);
    } else {
      become('open');
      if (message.type === 'alive') say({ type: 'alive' });
      else options.onMessage(message);
    }
  }

  function open(): void {
    let hello: Hello;
    // A hello that cannot be had is a failed attempt like any other: the next one asks again.
    const address = async () => {
      hello = await options.hello();
      return options.url;
    };
    const mine = new ReconnectingWebSocket(address, undefined, {
      // Read anew before each pause, so that every pause has a jitter of its own.
      get minReconnectionDelay() {
        return isAway ? AWAY_OPEN_WITHIN_MS : FIRST_RETRY_MS * (0.5 + Math.random() / 2);
      },
      reconnectionDelayGrowFactor: 2,
      get maxReconnectionDelay() {
        return isAway ? AWAY_OPEN_WITHIN_MS : LONGEST_RETRY_MS * (0.5 + Math.random() / 2);
      },
      get connectionTimeout() {
        return urgent ? urgentWithin : OPEN_WITHIN_MS[attempts++ % OPEN_WITHIN_MS.length];
      },
      maxEnqueuedMessages: 0,
      WebSocket: options.WebSocket,
    });
    socket = mine;
    const current = () => socket === mine && !closed;
    mine.addEventListener('open', () => {
      if (!current()) return;
      openedAt = Date.now();
      // Whatever was said of the network: here it is.
      isAway = false;
      heard();
      mine.send(JSON.stringify(hello));
    });
    mine.addEventListener('message', (event) => {
      if (!current()) return;
      heard();
      take(understood(event.data));
    });
    mine.addEventListener('close', () => {
      if (!current()) return;
      clearTimeout(silence);
      become('down');
    });
  }

  function reconnectNow(): void {
    if (closed) return;
    clearTimeout(silence);
    const former = socket;
    // A new one: the library's own reconnect() waits for a pause that is under way.
    open();
    former.close();
    if (state === 'open') become('down');
  }

  /** Whether there is nothing to wait for from the socket that is there. */
  function isLost(): boolean {
    const now = Date.now();
    if (now - openedAt < ANSWER_WITHIN_MS) return false;
    return state !== 'open' || now - heardAt > options.pace.aliveEveryMs + LATE_MS;
  }

  function hasten(): void {
    if (!urgent || closed) return;
    const lost = isLost();
    if (!lost) return void (haste = setTimeout(hasten, LOOK_EVERY_MS));
    const next = Math.min(tries++, URGENT_OPEN_WITHIN_MS.length - 1);
    urgentWithin = isAway ? AWAY_OPEN_WITHIN_MS : URGENT_OPEN_WITHIN_MS[next]!;
    reconnectNow();
    haste = setTimeout(hasten, urgentWithin);
  }

  const stopWatching = whenBack((from) => {
    const silentFor = Date.now() - heardAt;
    if (from === 'offline' || state !== 'open' || silentFor > options.pace.aliveEveryMs + LATE_MS)
      reconnectNow();
  });

  function close(): void {
    closed = true;
    clearTimeout(silence);
    clearTimeout(haste);
    stopWatching();
    socket.close();
  }

  become('connecting');
  open();

  return {
    hasten(now) {
      if (urgent === now) return;
      urgent = now;
      tries = 0;
      clearTimeout(haste);
      hasten();
    },
    networkAway(now) {
      if (isAway === now) return;
      isAway = now;
      if (isAway) return void (awaySince = Date.now());
      if (!urgent) return;
      tries = TRIES_WHEN_BACK;
      clearTimeout(haste);
      if (Date.now() - awaySince >= LONG_AWAY_MS) hasten();
      else haste = setTimeout(hasten, URGENT_OPEN_WITHIN_MS.at(-1));
    },
    reconnectNow,
    say,
    heardAt: () => heardAt,
    strange: () => strange,
    close,
  };
}
