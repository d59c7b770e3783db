import type { WebSocket } from 'ws';
import type { ErrorCode } from '../../common/contract/errors.ts';
import { closeCodes } from '../../common/contract/events.ts';
import { closeFor } from '../events/close-all.ts';
import { limitFlow } from '../events/flow.ts';
import { readPeerMessage, type ReadMessage } from './message.ts';

/** What a peer may send: a call sets up with some 40 messages, most of them candidates, at once. */
const BURST = 200;
const PER_SECOND = 50;
/**
 * The same in bytes, of what is no offer: a call has some 20 kB. PeerJS keeps what belongs to no connection
 * that it knows, for as long as the page is there.
 */
const BURST_BYTES = 1024 * 1024;
const BYTES_PER_SECOND = 16 * 1024;

/** How much may wait for a peer that does not read, in bytes: some sixteen of the longest messages. */
const WAITING_BYTES = 1024 * 1024;

/** A peer's socket, before and after it is admitted. */
export interface Door {
  /** Says a text, or its bytes. */
  send(data: string | Buffer): void;
  /** Says why in PeerJS's own words, and closes: a refused upgrade would look like an outage. */
  refuse(code: ErrorCode): void;
  /** Closes, by default for good. */
  close(code?: number): void;
  onClose(listener: () => void): void;
  isOver(): boolean;
  /** Hands over what comes in; until then it waits in the network. */
  open(onMessage: (read: ReadMessage) => void): void;
}

/** Watches over a socket that has just been accepted: a flood, or what PeerJS would not send, ends it. */
export function createDoor(socket: WebSocket): Door {
  const mayCome = limitFlow(BURST, PER_SECOND);
  const mayBeThatLong = limitFlow(BURST_BYTES, BYTES_PER_SECOND);
  let over = false;

  function close(code: number = closeCodes.refused): void {
    if (over) return;
    over = true;
    // A paused socket would not see the other end's answer.
    socket.resume();
    closeFor(socket, code);
  }

  function send(data: string | Buffer): void {
    if (over || socket.readyState !== socket.OPEN) return;
    if (socket.bufferedAmount > WAITING_BYTES) return socket.terminate();
    // What has to wait keeps no more memory than it counts for: a buffer may be a piece of a larger one.
    const waits = socket.bufferedAmount > 0 && typeof data !== 'string';
    socket.send(waits ? new Uint8Array(data) : data, { binary: false });
  }

  function refuse(code: ErrorCode): void {
    send(JSON.stringify({ type: 'ERROR', payload: { msg: code } }));
    close();
  }

  // A message too long, or a frame against the protocol: ws itself closes, with the fitting code.
  socket.on('error', () => undefined);
  socket.once('close', () => (over = true));
  socket.pause();

  return {
    send,
    refuse,
    close,
    onClose: (listener) => void socket.once('close', listener),
    isOver: () => over,
    open(onMessage) {
      socket.on('message', (data, isBinary) => {
        if (over) return;
        if (!mayCome()) return refuse('too_many_attempts');
        const read = readPeerMessage(data, isBinary);
        if (read === null) return refuse('invalid_input');
        const bytes = read.message.type !== 'OFFER' && Buffer.isBuffer(data) ? data.length : 0;
        if (!mayBeThatLong(bytes)) return refuse('too_many_attempts');
        onMessage(read);
      });
      socket.resume();
    },
  };
}
