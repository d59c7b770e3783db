import type { PeerAccess } from '../contract/views.ts';
import type { AskIceServers } from './configuration.ts';

/** What a call has of its session, over the session's server; `SessionLink.forCall` is one. */
export interface CallSession {
  /** A fresh access to PeerServer; asked for before each of its sockets. A rejection is retried. */
  access(signal: AbortSignal): Promise<PeerAccess>;
  /** The STUN and TURN servers of the next connection. */
  iceServers: AskIceServers;
  /** Hears whenever the other side's document has registered at PeerServer; returns the way to stop. */
  onCallable(hear: () => void): () => void;
  /** Says whether media can flow to the other side: no session ends for a side that is away while they do. */
  reportFlowing(flowing: boolean): void;
  /** Resolves when the server has answered; rejects where it does not, or by `signal`. */
  reach(signal: AbortSignal): Promise<void>;
  /** The server answers again after it did not: what was open to it may be dead without knowing it. */
  reachedAgain(): void;
}
