import { createTimers } from '../network/timers.ts';
import { backOff } from '../network/wait.ts';
import type { LoadPeer, MediaConnection, Peer, PeerServerAddress } from './peerjs.ts';
import type { CallSession } from '../contract/call-session.ts';

/** How long PeerServer may take to say that a socket is open, in ms: PeerJS would wait for ever. */
const OPEN_WITHIN_MS = 8_000;
/** How long a socket must have been open until the next loss is a first one again, in ms. */
const STEADY_AFTER_MS = 5_000;

/** PeerJS's own default names servers of third parties; each connection is given its own configuration. */
const noServers: RTCConfiguration = { iceServers: [] };

export interface SignallingOptions {
  server: PeerServerAddress;
  session: Pick<CallSession, 'access' | 'isReached'>;
  loadPeer: LoadPeer;
  /** The socket is open (anew), or has been lost. */
  onChange(): void;
  onCall(media: MediaConnection): void;
  /** PeerServer knows nobody by the id that was called; the id is in `message`. */
  onAbsent(message: string): void;
}

/** This document's place at PeerServer, kept by reconnecting. */
export interface Signalling {
  /** The peer to call with, or null while PeerServer is out of reach. */
  peer(): Peer | null;
  /** The browser has no WebRTC: nothing will come of it. */
  unsupported(): boolean;
  /** Opens a new socket in place of one that may be dead without knowing it. */
  renew(): void;
  close(): void;
}

/** Registers at PeerServer and stays there. A running call's media outlive the socket. */
export function createSignalling(options: SignallingOptions): Signalling {
  const timers = createTimers();
  let peer: Peer | null = null;
  let peerId = '';
  let tries = 0;
  /** The attempt that is under way. */
  let connecting: AbortController | null = null;
  let unsupported = false;
  let closed = false;

  function again(): void {
    timers.clear('open');
    timers.clear('steady');
    if (closed || unsupported || timers.pending('again')) return;
    timers.set('again', backOff(tries++), () => void connect());
  }

  async function connect(): Promise<void> {
    timers.clear('again');
    if (connecting || closed || unsupported) return;
    // Its return is when it is tried again: `renew()`.
    if (!options.session.isReached()) return;
    const { signal } = (connecting = new AbortController());
    try {
      const [access, Peer] = await Promise.all([
        options.session.access(signal),
        options.loadPeer(),
      ]);
      if (signal.aborted) return;
      timers.set('open', OPEN_WITHIN_MS, () => peer?.disconnect());
      if (peer && !peer.destroyed && peerId === access.peerId) {
        peer.options.token = access.token;
        peer.reconnect();
      } else {
        const former = peer;
        peer = null;
        former?.destroy();
        peerId = access.peerId;
        peer = watch(
          new Peer(peerId, { ...options.server, token: access.token, config: noServers }),
        );
      }
    } catch {
      if (!signal.aborted) again();
    } finally {
      if (connecting?.signal === signal) connecting = null;
    }
  }

  function watch(made: Peer): Peer {
    const current = () => peer === made && !closed;
    made.on('open', () => {
      if (!current()) return;
      timers.clear('open');
      timers.set('steady', STEADY_AFTER_MS, () => (tries = 0));
      options.onChange();
    });
    made.on('disconnected', () => {
      if (!current()) return;
      again();
      options.onChange();
    });
    // Destroyed: refused before it was ever open. The next attempt makes a new one.
    made.on('close', () => {
      if (!current()) return;
      peer = null;
      again();
    });
    made.on('call', (media) => (current() ? options.onCall(media) : media.close()));
    // Nobody has business to open a data connection of their own.
    made.on('connection', (connection) => connection.close());
    made.on('error', (error) => {
      if (!current()) return;
      if (error.type === 'peer-unavailable') options.onAbsent(error.message);
      if (error.type !== 'browser-incompatible') return;
      unsupported = true;
      options.onChange();
    });
    return made;
  }

  void connect();
  return {
    peer: () => (peer?.open ? peer : null),
    unsupported: () => unsupported,
    renew() {
      // What was asked over the network from before may wait for long.
      connecting?.abort();
      connecting = null;
      timers.clear('open');
      if (peer && !peer.destroyed && !peer.disconnected) peer.disconnect();
      tries = 0;
      void connect();
    },
    close() {
      closed = true;
      connecting?.abort();
      timers.clearAll();
      peer?.destroy();
      peer = null;
    },
  };
}
