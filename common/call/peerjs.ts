import type { MediaConnection, Peer, PeerOptions } from 'peerjs';
import { peerPath } from '../contract/events.ts';

export type { MediaConnection, Peer };

/** What makes a Peer. */
export type PeerConstructor = new (id: string, options: PeerOptions) => Peer;
export type LoadPeer = () => Promise<PeerConstructor>;

/** PeerJS comes when a call is made: it is three times the size of the page's framework. */
export const loadPeer: LoadPeer = async () => (await import('peerjs')).Peer;

/** Where a session's PeerServer is. Never left to PeerJS's defaults: they name a third party. */
export interface PeerServerAddress {
  host: string;
  port: number;
  secure: boolean;
  path: string;
}

/** The PeerServer of session `id` on the server at `baseUrl`. */
export function peerServer(baseUrl: string, id: string): PeerServerAddress {
  const url = new URL(baseUrl);
  const secure = url.protocol === 'https:';
  return {
    host: url.hostname,
    port: Number(url.port) || (secure ? 443 : 80),
    secure,
    path: url.pathname.replace(/\/+$/, '') + peerPath(id),
  };
}
