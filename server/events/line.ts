import * as v from 'valibot';
import type { WebSocket } from 'ws';
import type { ErrorCode } from '../../common/contract/errors.ts';
import {
  HELLO_WITHIN_MS,
  ServerMessage,
  closeCodes,
  sessionPace,
  type Hello,
} from '../../common/contract/events.ts';
import { HttpError } from '../http/http-error.ts';
import { closeFor } from './close-all.ts';
import { limitFlow } from './flow.ts';
import { readMessage } from './hello.ts';

/** What a client may send: an `alive` or a report now and then is all there is to say. */
const BURST = 30;
const PER_SECOND = 5;

/** The code of a socket that was closed by no message (RFC 6455, 7.1.5). */
const DIED = 1006;

/** How much may wait for a slow reader, in bytes: what it reads then is too old to be of use. */
const WAITING_BYTES = 1024 * 1024;

/** The server's end of one event socket. */
export interface Line {
  /** Sends what the contract knows of a message, unless the line is over. */
  send(message: ServerMessage): void;
  /** Says why, and closes for good: the client must not try again as it is. */
  refuse(code: ErrorCode): void;
  /** Closes; the client may come again. */
  close(code: number): void;
  /**
   * Hears of the end. The other end may have been gone for `goneForMs` by then: a line that died without
   * a word was alive up to a beat after it was last heard.
   */
  onClose(listener: (goneForMs: number) => void): void;
  /** Hears whether media can flow between the client and the other side, as it reports that. */
  onReport(listener: (flowing: boolean) => void): void;
  isOver(): boolean;
}

/** What a failed admission is told; anything unexpected is thrown on. */
export function refuseFor(line: Line, error: unknown): void {
  if (!(error instanceof HttpError)) throw error;
  line.refuse(error.code);
}

/**
 * Speaks the contract over a WebSocket that has just been accepted. `onHello` gets the client's
 * first message. Whoever says none in time, or anything that the contract does not know, is refused.
 */
export function openLine(socket: WebSocket, onHello: (hello: Hello, line: Line) => void): Line {
  const mayCome = limitFlow(BURST, PER_SECOND);
  let over = false;
  let greeted = false;
  let heardAt = performance.now();
  let hearReport: (flowing: boolean) => void = () => undefined;
  const hear = () => void (heardAt = performance.now());

  function end(code: number): void {
    over = true;
    clearTimeout(waiting);
    closeFor(socket, code);
  }

  const line: Line = {
    send(message) {
      if (over || socket.readyState !== socket.OPEN) return;
      if (socket.bufferedAmount > WAITING_BYTES) return socket.terminate();
      socket.send(JSON.stringify(v.parse(ServerMessage, message)));
    },
    refuse(code) {
      if (over) return;
      line.send({ type: 'refused', code });
      end(closeCodes.refused);
    },
    close(code) {
      if (!over) end(code);
    },
    onClose: (listener) =>
      void socket.once('close', (code) => {
        const silentFor = performance.now() - heardAt - sessionPace.aliveEveryMs;
        listener(code === DIED ? Math.max(0, Math.round(silentFor)) : 0);
      }),
    onReport: (listener) => void (hearReport = listener),
    isOver: () => over,
  };

  const waiting = setTimeout(() => line.refuse('not_signed_in'), HELLO_WITHIN_MS);

  // A message too long, or a frame against the protocol: ws itself closes, with the fitting code.
  socket.on('error', () => undefined);
  socket.once('close', () => {
    over = true;
    clearTimeout(waiting);
  });
  socket.on('pong', hear);
  socket.on('message', (data, isBinary) => {
    hear();
    if (over) return;
    if (!mayCome()) return line.refuse('too_many_attempts');
    try {
      const message = readMessage(data, isBinary);
      if (message.type === 'alive' && greeted) return;
      if (message.type === 'media' && greeted) return hearReport(message.flowing);
      if (message.type !== 'hello' || greeted) throw new HttpError('invalid_input');
      greeted = true;
      clearTimeout(waiting);
      onHello(message, line);
    } catch (error) {
      refuseFor(line, error);
    }
  });
  return line;
}
