import * as v from 'valibot';
import type { WebSocket } from 'ws';
import type { ErrorCode } from '../../common/contract/errors.ts';
import {
  HELLO_WITHIN_MS,
  ServerMessage,
  closeCodes,
  type Hello,
} from '../../common/contract/events.ts';
import { HttpError } from '../http/http-error.ts';
import { closeFor } from './close-all.ts';
import { limitFlow } from './flow.ts';
import { readMessage } from './hello.ts';

/** What a client may send: an `alive` now and then is all there is to say. */
const BURST = 30;
const PER_SECOND = 5;

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
  onClose(listener: () => void): void;
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
    onClose: (listener) => void socket.once('close', listener),
    isOver: () => over,
  };

  const waiting = setTimeout(() => line.refuse('not_signed_in'), HELLO_WITHIN_MS);

  // A message too long, or a frame against the protocol: ws itself closes, with the fitting code.
  socket.on('error', () => undefined);
  socket.once('close', () => {
    over = true;
    clearTimeout(waiting);
  });
  socket.on('message', (data, isBinary) => {
    if (over) return;
    if (!mayCome()) return line.refuse('too_many_attempts');
    try {
      const message = readMessage(data, isBinary);
      if (message.type === 'alive' && greeted) return;
      if (message.type === 'alive' || greeted) throw new HttpError('invalid_input');
      greeted = true;
      clearTimeout(waiting);
      onHello(message, line);
    } catch (error) {
      refuseFor(line, error);
    }
  });
  return line;
}
