import type { PeerAccess } from './views.ts';

/** What a call has of its session, over the session's server; `SessionLink.forCall` is one. */
export interface CallSession {
  /** A fresh access to PeerServer; asked for before each of its sockets. A rejection is retried. */
  access(signal: AbortSignal): Promise<PeerAccess>;
  /** The STUN and TURN servers of the next connection. */
  iceServers(): Promise<RTCIceServer[]>;
  /** Hears whenever the other side's document has registered at PeerServer; returns the way to stop. */
  onCallable(hear: () => void): () => void;
  /** Says whether media can flow to the other side: no session ends for a side that is away while they do. */
  reportFlowing(flowing: boolean): void;
  /** Something is not as it should be: whether the server is reached must be known soon, until there is no doubt. */
  doubt(doubted: boolean): void;
  /** The network itself is away, or there again, as something other than the server has told: until then trying makes no sense. */
  networkAway(away: boolean): void;
  /** Whether the server is reached, as far as is known: what is asked while it is not only clogs the browser's line. */
  isReached(): boolean;
  /** Hears when it is reached again: what was open to it before may be dead without knowing it. */
  onReached(hear: () => void): () => void;
}
