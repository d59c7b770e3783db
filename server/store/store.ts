import type { StoreFacts } from '../../common/contract/doctor.ts';
import type { Side } from '../../common/contract/session.ts';
import type {
  ApiTokenDocument,
  AuditDocument,
  CredentialDocument,
  DeviceDocument,
  GroupDocument,
  LicenceDocument,
  OneTimeLinkDocument,
  PasswordDocument,
  PhoneCheckDocument,
  SeatPresence,
  SecondFactorDocument,
  SessionChange,
  SessionDocument,
  SessionExpectation,
  SettingsDocument,
  SignInDocument,
  TechnicianChange,
  TechnicianDocument,
} from './documents.ts';

/** Thrown by an insert or a change that a unique index refused; `index` names it. */
export class TakenError extends Error {
  constructor(readonly index: 'email' | 'name' | 'openFor' | 'pin' | 'wish' | 'id') {
    super(`already taken: ${index}`);
  }
}

/** Thrown by every operation while the database cannot be reached: answered 503 with Retry-After. */
export class StoreUnavailableError extends Error {}

/** Thrown while the files of a data folder cannot be written; says why, for whoever runs the server. */
export class FilesUnwritableError extends StoreUnavailableError {
  constructor(folder: string | null, cause: unknown) {
    const { code = 'failed' } = cause as NodeJS.ErrnoException;
    super(
      `The files in ${folder} cannot be written (${code}). See that the disk has room, and that they may be written.`,
      { cause },
    );
  }
}

/** Counts attempts in windows of time; shared by all servers of one store. */
export interface Counter {
  /**
   * Adds `points` to a key; negative ones give points back, never more than are there. Rejects
   * nothing: says whether the key is over its limit and, if so, after how many seconds it may try again.
   */
  add(key: string, points?: number): Promise<{ over: boolean; retryAfterSeconds: number }>;
}

/** Points that are added up over slots of time, such as what was risked in each minute. */
export interface Tally {
  /**
   * Adds points to a slot, which is kept until that time; negative ones are taken back, never more
   * than are there.
   */
  add(slot: number, points: number, keepUntil: number): Promise<void>;
  /** The points of all slots from `from` to `to`. */
  sum(from: number, to: number): Promise<number>;
}

/** Which part of a list: what comes after this place, `limit` items at most. */
export interface ListPart {
  after?: string;
  limit: number;
}

/**
 * All that Lens keeps, as named operations: two engines fill them, embedded (NeDB) and MongoDB, and
 * one suite of tests runs over both. What must be atomic is one document's compare-and-set or a
 * unique index; no operation needs a transaction.
 */
export interface Store {
  technicians: {
    /** Throws TakenError('email' | 'wish'). What it is found by is filled in here. */
    insert(technician: Omit<TechnicianDocument, 'folded' | 'place'>): Promise<void>;
    byId(id: string): Promise<TechnicianDocument | null>;
    /** All of these ids, for the sweep over open panels. */
    byIds(ids: readonly string[]): Promise<TechnicianDocument[]>;
    byEmail(email: string): Promise<TechnicianDocument | null>;
    byWish(key: string): Promise<TechnicianDocument | null>;
    /** By name; those whose name or address contains `search`, whatever its case and accents. */
    list(part: ListPart & { search?: string }): Promise<TechnicianDocument[]>;
    /** Changes a technician that still has this revision; null otherwise. Throws TakenError('email'). */
    change(
      id: string,
      revision: number,
      change: TechnicianChange,
    ): Promise<TechnicianDocument | null>;
    /** Removes a technician that still has this revision, and gives it; null otherwise. */
    remove(id: string, revision: number): Promise<TechnicianDocument | null>;
    /** How many administrators there are who are not disabled. */
    administrators(): Promise<number>;
    inGroup(groupId: string): Promise<number>;
    /** How many of them are administrators, disabled ones too. */
    administratorsInGroup(groupId: string): Promise<number>;
  };
  groups: {
    /** Throws TakenError('name' | 'wish'). What it is found by is filled in here. */
    insert(group: Omit<GroupDocument, 'folded' | 'place'>): Promise<void>;
    byId(id: string): Promise<GroupDocument | null>;
    byIds(ids: readonly string[]): Promise<GroupDocument[]>;
    byWish(key: string): Promise<GroupDocument | null>;
    /** By name. */
    list(part: ListPart): Promise<GroupDocument[]>;
    /** Changes a group that still has this revision; null otherwise. Throws TakenError('name'). */
    change(
      id: string,
      revision: number,
      change: Partial<Pick<GroupDocument, 'name' | 'permissions'>>,
    ): Promise<GroupDocument | null>;
    remove(id: string, revision: number): Promise<GroupDocument | null>;
  };
  credentials: {
    password(technicianId: string): Promise<PasswordDocument | null>;
    secondFactor(technicianId: string): Promise<SecondFactorDocument | null>;
    /** All that these technicians have. */
    of(technicianIds: readonly string[]): Promise<CredentialDocument[]>;
    /** Those of these technicians, confirmed or not. */
    secondFactors(technicianIds: readonly string[]): Promise<SecondFactorDocument[]>;
    /** Replaces the technician's credential of that kind. */
    put(credential: CredentialDocument): Promise<void>;
    /**
     * Puts a password in the place of the one of this hash, or of none; false where there is another by
     * now, or none any more.
     */
    replacePassword(former: string | null, password: PasswordDocument): Promise<boolean>;
    /** Removes a password that still has this hash. */
    removePassword(technicianId: string, hash: string): Promise<void>;
    /**
     * Puts a second factor in the place of one that was never confirmed, or of none; false where there
     * is one that holds.
     */
    putUnconfirmed(factor: SecondFactorDocument): Promise<boolean>;
    /** Changes a second factor that still is this one, at this revision; null otherwise. */
    changeSecondFactor(
      factor: Pick<SecondFactorDocument, 'technicianId' | 'key' | 'revision'>,
      change: Partial<Pick<SecondFactorDocument, 'confirmedAt' | 'usedStep' | 'recoveryHashes'>>,
    ): Promise<SecondFactorDocument | null>;
    /** Only the one of this key, where one is given. False where there was none. */
    removeSecondFactor(technicianId: string, key?: string): Promise<boolean>;
    removeAllOf(technicianId: string): Promise<void>;
  };
  signIns: {
    insert(signIn: SignInDocument): Promise<void>;
    byHash(hash: string): Promise<SignInDocument | null>;
    /** All sign-ins of these hashes, for the look at those that hold sockets. */
    byHashes(hashes: readonly string[]): Promise<SignInDocument[]>;
    of(technicianId: string): Promise<SignInDocument[]>;
    seen(hash: string, seenAt: number): Promise<void>;
    /** False where it was gone already. */
    remove(hash: string): Promise<boolean>;
    /** Removes all of a technician, but the one of this hash. */
    removeAllOf(technicianId: string, but?: string): Promise<void>;
    removeExpired(now: number): Promise<void>;
  };
  devices: {
    /** Notes a device anew, or for longer. */
    put(device: DeviceDocument): Promise<void>;
    byId(id: string): Promise<DeviceDocument | null>;
    /** Removes all of a technician but the `most` that were noted last. */
    keepNewest(technicianId: string, most: number): Promise<void>;
    removeAllOf(technicianId: string): Promise<void>;
    removeExpired(now: number): Promise<void>;
  };
  oneTimeLinks: {
    insert(link: OneTimeLinkDocument): Promise<void>;
    /** A link that has not expired; it stays as it is. */
    byHash(hash: string, now: number): Promise<OneTimeLinkDocument | null>;
    /** Takes a link that has not expired, and removes it: of two takers one gets it. */
    take(hash: string, now: number): Promise<OneTimeLinkDocument | null>;
    removeAllOf(technicianId: string): Promise<void>;
    removeExpired(now: number): Promise<void>;
  };
  settings: {
    /** What an administrator has set; null while nothing was. */
    read(): Promise<SettingsDocument | null>;
    /** Writes the settings if they still have this revision, 0 for none; false otherwise. */
    write(revision: number, document: Omit<SettingsDocument, '_id' | 'revision'>): Promise<boolean>;
  };
  licences: {
    /** Keeps a version; one that is kept already stays as it is. */
    insert(licence: LicenceDocument): Promise<void>;
    /** By `place`, the newest first. */
    list(part: ListPart): Promise<LicenceDocument[]>;
  };
  apiTokens: {
    /** Throws TakenError('wish'). */
    insert(token: ApiTokenDocument): Promise<void>;
    byHash(hash: string): Promise<ApiTokenDocument | null>;
    byWish(key: string): Promise<ApiTokenDocument | null>;
    /** By `place`. */
    list(part: ListPart): Promise<ApiTokenDocument[]>;
    seen(id: string, seenAt: number): Promise<void>;
    remove(id: string): Promise<ApiTokenDocument | null>;
    /** Removes all that a technician made, and gives them: of two takers one gets each. */
    removeAllOf(makerId: string): Promise<ApiTokenDocument[]>;
    removeExpired(now: number): Promise<void>;
  };
  /** What was done, for good: there is no way to change or to remove a line. */
  audit: {
    append(entry: AuditDocument): Promise<void>;
    /** By `_id`, the newest first. */
    list(part: ListPart): Promise<AuditDocument[]>;
  };
  phoneChecks: {
    insert(check: PhoneCheckDocument): Promise<void>;
    /** One that has not expired. */
    byId(id: string, now: number): Promise<PhoneCheckDocument | null>;
    /** Puts a ticket in the place of a code that nobody has used: of two phones one gets it. */
    begin(
      code: string,
      now: number,
      begun: Pick<PhoneCheckDocument, 'hash' | 'expiresAt' | 'phone'>,
    ): Promise<PhoneCheckDocument | null>;
    /** Keeps the report of a ticket, once. False where there is no such ticket, or no more. */
    report(
      ticket: string,
      now: number,
      report: NonNullable<PhoneCheckDocument['report']>,
    ): Promise<boolean>;
  };
  sessions: {
    /** Throws TakenError('openFor' | 'pin' | 'wish'). */
    insert(session: SessionDocument): Promise<void>;
    byId(id: string): Promise<SessionDocument | null>;
    openOf(technicianId: string): Promise<SessionDocument | null>;
    /** With the extra digits only where both fit: not even the time it takes tells that one does. */
    byPin(pin: string, extra?: string): Promise<SessionDocument | null>;
    /** The newest session of which this was a PIN once. */
    byFormerPin(pin: string): Promise<SessionDocument | null>;
    /** The session to which the link of that hash leads, or once led. */
    byLink(hash: string): Promise<SessionDocument | null>;
    /** All sessions of these ids, for the sweep over live sockets. */
    byIds(ids: readonly string[]): Promise<SessionDocument[]>;
    byWish(key: string): Promise<SessionDocument | null>;
    /** How many PINs can be used now. */
    openPins(now: number): Promise<number>;
    /** Sessions that ended before `before` and still hold what is personal. */
    toErase(before: number): Promise<SessionDocument[]>;
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
     * Notes how a seat's document is there, without a new revision unless `awayAt` changed between
     * null and a time, or `flowing`. Null if the seat has another generation by now.
     */
    noteSeat(
      id: string,
      side: Side,
      generation: number,
      presence: SeatPresence,
    ): Promise<SessionDocument | null>;
    /** Removes sessions that ended before `before`. */
    removeEnded(before: number): Promise<void>;
  };
  secrets: {
    /** The secret of that name; `make` gives it the first time, and of many makers one wins. */
    get(name: string, make: () => string): Promise<string>;
  };
  /** Points in slots of time, shared by all servers of the store; each key has its own. */
  tally(name: string, key?: string): Tally;
  /** Leaves nothing of what was erased in the files of the embedded store. */
  compact(): Promise<void>;
  /** A counter of `limit` points per key in each window of `seconds`. */
  counter(name: string, limit: number, seconds: number): Counter;
  /** Resolves when the store answers; throws StoreUnavailableError when it does not. */
  ping(): Promise<void>;
  /** What the store can say of its own health. Throws StoreUnavailableError when it does not answer. */
  inspect(): Promise<StoreFacts>;
  close(): Promise<void>;
}
