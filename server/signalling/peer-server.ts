import { createHook } from 'node:async_hooks';
import { EventEmitter } from 'node:events';
import { createServer } from 'node:http';
import express from 'express';
import { ExpressPeerServer } from 'peer';
import { WebSocketServer, type WebSocket } from 'ws';
import type { PeerMessage } from './message.ts';

/** PeerJS's default; it says nothing about who comes. */
const KEY = 'peerjs';

/** How many peers one process takes: 15,000 idle ones were measured at 150 MB. */
const PEERS = 15_000;

/** One peer as PeerServer knows it. */
export interface Seated {
  /** Lets PeerServer have a message that was found to be right. */
  receive(message: PeerMessage): void;
  /** PeerServer forgets the peer at once: its id can be used anew. */
  leave(): void;
}

/** PeerServer behind a door: it meets only peers that were admitted, and only messages that were judged. */
export interface PeerServer {
  seat(peerId: string, outside: { send(data: string): void; close(): void }): Seated;
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

/** Starts PeerServer on an Express host that is mounted nowhere, so that `/id` and `/peers` do not exist. */
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

  return {
    seat(peerId, { send, close }) {
      // What PeerServer takes for the peer's socket: it hears and says only what passes here.
      const inside = Object.assign(new EventEmitter(), { send, close });
      const query = new URLSearchParams({ key: KEY, id: peerId, token: 'admitted' });
      sockets.emit('connection', inside as unknown as WebSocket, { url: `/?${query}` });
      return {
        receive: (message) => void inside.emit('message', JSON.stringify(message)),
        leave: () => void inside.emit('close'),
      };
    },
  };
}
