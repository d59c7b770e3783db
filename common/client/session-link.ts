import type * as v from 'valibot';
import type { ErrorCode } from '../contract/errors.ts';
import type { PeerAccess, SessionView } from '../contract/views.ts';
import type { Route } from '../contract/routes.ts';
import type { Api, CallInput } from './api.ts';

/**
 * Where this document stands in the session.
 * - `taking`: reading the session, or taking the seat.
 * - `held`: this document holds its side's seat, and may give commands.
 * - `elsewhere`: another document does; `take()` takes it back.
 * - `refused`: it is no longer this person's session; `refused` says why.
 */
export type SeatState = 'taking' | 'held' | 'elsewhere' | 'refused';

/** A session as this document knows it; a new object at each change. */
export interface SessionLinkView<View extends SessionView = SessionView> {
  /** The newest view, null until the first. */
  session: View | null;
  seat: SeatState;
  /** Why, in state `refused`. */
  refused: ErrorCode | null;
  /** `down`: the server is out of reach; what is shown may be old. It reconnects by itself. */
  link: 'connecting' | 'open' | 'down' | 'closed';
  /** The server's clock less this device's, in ms: `Date.now() + clockOffsetMs` is the server's now. */
  clockOffsetMs: number;
}

export interface SessionLinkOptions<View extends SessionView> {
  api: Api;
  id: string;
  token: string;
  /** This browser profile's id (`device.ts`). */
  device: string;
  /**
   * How the document comes to the seat: `hold` the one that opening or joining gave, with its view;
   * `take` it whoever has it (a customer's page); or take it only where it is this device's own or
   * nobody's (a panel).
   */
  seat: { hold: View } | 'take' | 'take_if_own';
}

/** What a session's document has instead of a connection of its own. */
export interface SessionLink<View extends SessionView = SessionView> {
  current(): SessionLinkView<View>;
  /** Calls `listener` now and at each change; returns the way to stop that. */
  subscribe(listener: (view: SessionLinkView<View>) => void): () => void;
  /** Takes the seat back from another document: "Continue here". */
  take(): void;
  /**
   * Gives a command of this session as the seat's holder, and takes in the view that answers it.
   * Throws ApiError.
   */
  command<R extends Route>(
    route: R,
    input?: Omit<CallInput<R>, 'params' | 'seat' | 'token'>,
  ): Promise<v.InferOutput<R['answer']>>;
  /** A fresh access to PeerServer, for the call. */
  peerAccess(): Promise<PeerAccess>;
  /** Reconnects at once, where the link is down. */
  reconnectNow(): void;
  close(): void;
}

/** Follows a session from one of its documents: its view, its seat, its event socket. */
export declare function followSession<View extends SessionView = SessionView>(
  options: SessionLinkOptions<View>,
): SessionLink<View>;
