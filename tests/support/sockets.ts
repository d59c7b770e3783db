import { vi } from 'vitest';
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
    hear: (isAsked) =>
      vi.waitFor(
        () => {
          const found = test.heard.find(isAsked);
          if (found === undefined)
            throw new Error(
              `not heard; heard ${JSON.stringify(test.heard)}, closed ${test.closed}`,
            );
          return found;
        },
        { timeout: 5000, interval: 5 },
      ),
    close: () =>
      vi.waitFor(
        () => {
          if (test.closed === undefined)
            throw new Error(`still open; heard ${JSON.stringify(test.heard)}`);
          return test.closed;
        },
        { timeout: 5000, interval: 5 },
      ),
  };
  socket.on('message', (data) => {
    test.heardAt.push(performance.now());
    test.heard.push(JSON.parse(String(data)));
  });
  socket.on('close', (code) => (test.closed = code));
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
