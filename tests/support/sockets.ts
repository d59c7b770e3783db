import { EventEmitter, once } from 'node:events';
import { WebSocket, type ClientOptions } from 'ws';
import { sessionEventsPath, technicianEventsPath } from '../../common/contract/events.ts';
import { CONTRACT_VERSION } from '../../common/contract/version.ts';
import type { TestServer } from './server.ts';
import type { TestSession } from './sessions.ts';

/** A message as a test looks into it. */
export type Heard = any; // eslint-disable-line @typescript-eslint/no-explicit-any -- tests look into it freely

/** A client's end of a WebSocket, with all that it heard. */
export interface TestSocket {
  socket: WebSocket;
  heard: Heard[];
  /** When each of them came, by performance.now(). */
  heardAt: number[];
  /** The close code, once it is closed. */
  closed: number | undefined;
  send(message: unknown): void;
  /** Waits for a message that is as asked, among those that came already too. */
  hear(isAsked: (message: Heard) => boolean): Promise<Heard>;
  /** Waits for the close, and gives its code. */
  close(): Promise<number>;
}

/** How long a test waits for what must come, in ms. */
const PATIENCE_MS = 5000;
// Tests that move the timers themselves must not move these.
const realTimeout = setTimeout;
const clearRealTimeout = clearTimeout;

const open = new Set<WebSocket>();

/** Ends what a test has left open: for `afterEach`. */
export function endSockets(): void {
  for (const socket of open) socket.terminate();
  open.clear();
}

/** Opens a WebSocket on a path of the server, and waits until it is open. */
export async function openSocket(
  server: Pick<TestServer, 'url'>,
  path: string,
  options: ClientOptions = {},
): Promise<TestSocket> {
  const socket = new WebSocket(server.url.replace('http', 'ws') + path, options);
  open.add(socket);
  const test: TestSocket = {
    socket,
    heard: [],
    heardAt: [],
    closed: undefined,
    send: (message) => socket.send(JSON.stringify(message)),
    hear: (isAsked) => until(() => test.heard.find(isAsked)),
    close: () => until(() => test.closed),
  };
  const changed = new EventEmitter().setMaxListeners(0);

  /** Waits until there is something to give; says what came instead where it does not come. */
  async function until<T>(look: () => T | undefined): Promise<T> {
    const late = new AbortController();
    const timer = realTimeout(() => late.abort(), PATIENCE_MS);
    try {
      for (;;) {
        const found = look();
        if (found !== undefined) return found;
        await once(changed, 'change', { signal: late.signal }).catch(() => {
          throw new Error(
            `waited in vain; heard ${JSON.stringify(test.heard)}, closed ${test.closed}`,
          );
        });
      }
    } finally {
      clearRealTimeout(timer);
    }
  }

  socket.on('message', (data) => {
    test.heardAt.push(performance.now());
    test.heard.push(JSON.parse(String(data)));
    changed.emit('change');
  });
  socket.on('close', (code) => {
    test.closed = code;
    changed.emit('change');
  });
  const failure = new Promise<never>((_, reject) => socket.once('error', reject));
  await Promise.race([new Promise((resolve) => socket.once('open', resolve)), failure]);
  socket.on('error', () => undefined);
  failure.catch(() => undefined);
  return test;
}

/** An event socket of a session that has said hello. */
export async function sessionSocket(
  server: Pick<TestServer, 'url'>,
  { id }: Pick<TestSession, 'id'>,
  token: string,
  seat?: number,
): Promise<TestSocket> {
  const socket = await openSocket(server, sessionEventsPath(id));
  socket.send({
    type: 'hello',
    contract: CONTRACT_VERSION,
    token,
    ...(seat !== undefined && { seat }),
  });
  return socket;
}

/** A technician's own event socket that has said hello. */
export async function technicianSocket(
  server: Pick<TestServer, 'url'>,
  token: string,
): Promise<TestSocket> {
  const socket = await openSocket(server, technicianEventsPath);
  socket.send({ type: 'hello', contract: CONTRACT_VERSION, token });
  return socket;
}

/** What makes of `hear` "the session in that state". */
export const inState = (state: string) => (message: Heard) =>
  message.type === 'session' && message.session.state === state;

export const refusedWith = (code: string) => (message: Heard) =>
  message.type === 'refused' && message.code === code;
