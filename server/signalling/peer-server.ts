import { createHook } from 'node:async_hooks';
import { EventEmitter } from 'node:events';
import { createServer } from 'node:http';
import express from 'express';
import { ExpressPeerServer } from 'peer';
import { WebSocketServer, type WebSocket } from 'ws';
import type { ReadMessage } from './message.ts';
import { createSlab } from './slab.ts';

/** PeerJS's default; it says nothing about who comes. */
const KEY = 'peerjs';

/** How many peers one process takes: 15,000 idle ones were measured at 150 MB. */
const PEERS = 15_000;

/** One peer as PeerServer knows it. */
export interface Seated {
  /** Lets PeerServer have a message that was found to be right. */
  receive(read: ReadMessage): void;
  /** PeerServer forgets the peer at once: its id can be used anew. */
  leave(): void;
}

/** PeerServer behind a door: it meets only peers that were admitted, and only messages that were judged. */
export interface PeerServer {
  seat(peerId: string, outside: { send(data: string | Buffer): void; close(): void }): Seated;
}

/**
 * Runs what makes timers, and ends them at once. PeerServer's two begin anew whenever they fire and
 * cannot be stopped from outside. Neither is needed: nothing is ever queued here that could expire,
 * and dead sockets are found by a heartbeat that does stop.
 */
function withoutTimers(run: () => void): void {
  const timers: NodeJS.Timeout[] = [];
  const hook = createHook({
    init(_id, type, _trigger, resource) {
      if (type === 'Timeout') timers.push(resource as NodeJS.Timeout);
    },
  });
  hook.enable();
  try {
    run();
  } finally {
    hook.disable();
  }
  for (const timer of timers) clearTimeout(timer);
}

const CLOSING_BRACE = 0x7d;

/** The bytes of a JSON object with `more` at its end: of two of one name the last one counts (RFC 8259, 4). */
function withMore(object: Buffer, more: Buffer, take: (bytes: number) => Buffer): Buffer {
  const end = object.lastIndexOf(CLOSING_BRACE);
  const bytes = take(end + more.length);
  object.copy(bytes, 0, 0, end);
  more.copy(bytes, end);
  return bytes;
}

/**
 * Starts PeerServer on an Express host that is mounted nowhere, so that `/id` and `/peers` do not exist.
 * It is given envelopes alone, and what it passes on is the message as it came: it would read and write
 * each payload once more, and a session's description is most of what a server of signalling has to do.
 */
export function startPeerServer(onError: (error: Error) => void): PeerServer {
  const sockets = new WebSocketServer({ noServer: true });
  const peerServer = ExpressPeerServer(createServer(), {
    key: KEY,
    concurrent_limit: PEERS,
    createWebSocketServer: () => sockets,
  });
  // Without a listener one malformed frame would end the process.
  peerServer.on('error', onError);
  withoutTimers(() => express().use(peerServer));

  /** The message that PeerServer is just passing on, as it is said to whom it is for. */
  let passing: Buffer | undefined;
  const take = createSlab();

  return {
    seat(peerId, { send, close }) {
      // What PeerServer takes for the peer's socket: it hears and says only what passes here.
      const inside = Object.assign(new EventEmitter(), {
        send: (data: string) => send(passing ?? data),
        close,
      });
      const query = new URLSearchParams({ key: KEY, id: peerId, token: 'admitted' });
      const sender = Buffer.from(`,"src":${JSON.stringify(peerId)}}`);
      sockets.emit('connection', inside as unknown as WebSocket, { url: `/?${query}` });
      return {
        receive({ message, bytes }) {
          passing = message.type === 'HEARTBEAT' ? undefined : withMore(bytes, sender, take);
          // It passes on within this call, or not at all.
          inside.emit('message', JSON.stringify({ ...message, payload: undefined }));
          passing = undefined;
        },
        leave: () => void inside.emit('close'),
      };
    },
  };
}
