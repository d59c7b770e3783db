import type { Side } from '../../common/contract/session.ts';
import type {
  CredentialDocument,
  OneTimeLinkDocument,
  SessionChange,
  SessionDocument,
  SessionExpectation,
  SignInDocument,
  TechnicianDocument,
} from './documents.ts';

/** Thrown by an insert or a change that a unique index refused; `index` names it. */
export class TakenError extends Error {
  constructor(readonly index: 'email' | 'openFor' | 'pin' | 'id') {
    super(`already taken: ${index}`);
  }
}

/** Thrown by every operation while the database cannot be reached: answered 503 with Retry-After. */
export class StoreUnavailableError extends Error {}

/** Counts attempts in windows of time; shared by all servers of one store. */
export interface Counter {
  /**
   * Adds `points` to a key; negative ones give points back. Rejects nothing: says whether the key is
   * over its limit and, if so, after how many seconds it may try again.
   */
  add(key: string, points?: number): Promise<{ over: boolean; retryAfterSeconds: number }>;
}

/**
 * All that Lens keeps, as named operations: two engines fill them, embedded (NeDB) and MongoDB, and
 * one suite of tests runs over both. What must be atomic is one document's compare-and-set or a
 * unique index; no operation needs a transaction.
 */
export interface Store {
  technicians: {
    /** Throws TakenError('email'). */
    insert(technician: TechnicianDocument): Promise<void>;
    byId(id: string): Promise<TechnicianDocument | null>;
    byEmail(email: string): Promise<TechnicianDocument | null>;
    anyAdministrator(): Promise<boolean>;
  };
  credentials: {
    password(technicianId: string): Promise<CredentialDocument | null>;
    /** Replaces the technician's credential of that kind. */
    put(credential: CredentialDocument): Promise<void>;
  };
  signIns: {
    insert(signIn: SignInDocument): Promise<void>;
    byHash(hash: string): Promise<SignInDocument | null>;
    remove(hash: string): Promise<void>;
    removeAllOf(technicianId: string): Promise<void>;
    removeExpired(now: number): Promise<void>;
  };
  oneTimeLinks: {
    insert(link: OneTimeLinkDocument): Promise<void>;
    /** Takes a link that has not expired, and removes it: of two takers one gets it. */
    take(hash: string, now: number): Promise<OneTimeLinkDocument | null>;
    removeExpired(now: number): Promise<void>;
  };
  sessions: {
    /** Throws TakenError('openFor' | 'pin'). */
    insert(session: SessionDocument): Promise<void>;
    byId(id: string): Promise<SessionDocument | null>;
    openOf(technicianId: string): Promise<SessionDocument | null>;
    byPin(pin: string): Promise<SessionDocument | null>;
    /** The newest session of which this was a PIN once. */
    byFormerPin(pin: string): Promise<SessionDocument | null>;
    /** The session to which the link of that hash leads, or once led. */
    byLink(hash: string): Promise<SessionDocument | null>;
    /** All sessions of these ids, for the sweep over live sockets. */
    byIds(ids: readonly string[]): Promise<SessionDocument[]>;
    /** All sessions that are not over. */
    open(): Promise<SessionDocument[]>;
    /**
     * Changes a session if what is expected still holds; null if it does not. One winner of many.
     * Throws TakenError('pin').
     */
    change(
      id: string,
      expected: SessionExpectation,
      change: SessionChange,
    ): Promise<SessionDocument | null>;
    /**
     * Notes that a seat is there or away, without a new revision unless `awayAt` changed between
     * null and a time. Null if the seat has another generation by now.
     */
    noteSeat(
      id: string,
      side: Side,
      generation: number,
      presence: { seenAt: number; awayAt: number | null },
    ): Promise<SessionDocument | null>;
    /** Removes sessions that ended before `before`. */
    removeEnded(before: number): Promise<void>;
  };
  secrets: {
    /** The secret of that name; `make` gives it the first time, and of many makers one wins. */
    get(name: string, make: () => string): Promise<string>;
  };
  /** A counter of `limit` points per key in each window of `seconds`. */
  counter(name: string, limit: number, seconds: number): Counter;
  /** Resolves when the store answers; throws StoreUnavailableError when it does not. */
  ping(): Promise<void>;
  close(): Promise<void>;
}
