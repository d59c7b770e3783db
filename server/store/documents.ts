import type {
  EndReason,
  EndedBy,
  SessionState,
  VoiceChoice,
} from '../../common/contract/session.ts';
import type {
  InvitationReason,
  InvitationStatus,
  InvitationWay,
} from '../../common/contract/invitation.ts';
import type { PhoneCheck } from '../../common/contract/doctor.ts';
import type { AuditAction, AuditActor, Scope } from '../../common/contract/administration.ts';
import type { Role } from '../../common/contract/people.ts';
import type { Permissions } from '../../common/contract/permissions.ts';
import type { Settings } from '../../common/contract/settings.ts';
import type { Language, SessionDetails } from '../../common/contract/views.ts';

/** The schema version that every stored document carries; migrations raise it at start. */
export const SCHEMA_VERSION = 2;

interface Stored {
  _id: string;
  schema: number;
}

/**
 * What a request with an idempotency key made a thing for: `key` is the SHA-256 of who asked and of
 * the key, `body` that of what was asked, absent once the thing's personal data is erased.
 */
export interface Wish {
  key: string;
  body?: string;
}

/** A person who may sign in. How one signs in stands in credentials, apart. Times are ms since 1970. */
export interface TechnicianDocument extends Stored {
  revision: number;
  email: string;
  name: string;
  /** Name and address as they are searched for: lower case, without accents. */
  folded: string;
  /** Where it stands in a list by name: the folded name and the id. */
  place: string;
  role: Role;
  /** The group whose permissions hold; null for one who may do everything. */
  groupId: string | null;
  disabled: boolean;
  createdAt: number;
  wish?: Wish;
}

/** What a change of a technician sets. The revision is always raised by one. */
export type TechnicianChange = Partial<
  Pick<TechnicianDocument, 'email' | 'name' | 'role' | 'groupId' | 'disabled'>
>;

/** Technicians who may do the same. */
export interface GroupDocument extends Stored {
  revision: number;
  name: string;
  /** The name as no other group may have it: folded. */
  folded: string;
  place: string;
  permissions: Permissions;
  wish?: Wish;
}

/** A password's hash. */
export interface PasswordDocument extends Stored {
  technicianId: string;
  kind: 'password';
  hash: string;
  changedAt: number;
  /** Whether it comes from a link that a script made, which may know it; a change of it keeps this. */
  byScript?: true;
}

/**
 * A second factor (TOTP, RFC 6238). It holds once it is confirmed. `usedStep` is the time step of the
 * last code that was taken: each is good once (RFC 6238, 5.2). Recovery codes are hashed by SHA-256.
 */
export interface SecondFactorDocument extends Stored {
  technicianId: string;
  kind: 'second_factor';
  revision: number;
  /** The key in Base32. */
  key: string;
  confirmedAt: number | null;
  usedStep: number;
  recoveryHashes: string[];
}

/** One way of proving who one is. */
export type CredentialDocument = PasswordDocument | SecondFactorDocument;

/** A signed-in place. `_id` is the SHA-256 of its token. */
export interface SignInDocument extends Stored {
  technicianId: string;
  createdAt: number;
  expiresAt: number;
  /** When it was last used, to within five minutes. */
  seenAt: number;
  /** Such as `Chrome`; null where it did not say. Earlier ones hold both in one, or an empty text. */
  browser: string | null;
  /** What its technician was as it was made: it ends as one is made an administrator. Absent in earlier ones. */
  role?: Role;
  /** Such as `Windows`; null where it did not say, absent in earlier ones. */
  system?: string | null;
}

/** A device from which a technician has signed in; `_id` is a SHA-256 over both. */
export interface DeviceDocument extends Stored {
  technicianId: string;
  expiresAt: number;
}

/** A script's token; `hash` is its SHA-256. */
export interface ApiTokenDocument extends Stored {
  hash: string;
  name: string;
  place: string;
  scopes: Scope[];
  createdAt: number;
  createdBy: { id: string; name: string };
  expiresAt: number;
  seenAt: number | null;
  wish?: Wish;
}

/** A line of the audit log. `_id` begins with its time, so that it sorts by it. */
export interface AuditDocument extends Stored {
  at: number;
  actor: AuditActor;
  action: AuditAction;
  target: { kind: string; id: string; name: string | null } | null;
  changed: string[];
}

/** The company's settings: only what an administrator has set; the rest is at its default. */
export interface SettingsDocument extends Stored {
  revision: number;
  changed: Partial<Settings>;
  licenceVersion: string;
  /** Raised by each change of the logo, so that its path is another one. */
  logo: { version: number; type: string; base64: string } | null;
}

/** A licence as it was offered; `_id` is its version. */
export interface LicenceDocument extends Stored {
  since: number;
  place: string;
  texts: Record<Language, string>;
}

/** A one-time link, for setting a password. `_id` is the SHA-256 of its token. */
export interface OneTimeLinkDocument extends Stored {
  technicianId: string;
  purpose: 'set_password';
  expiresAt: number;
  /** Whether a script made it. */
  byScript?: true;
}

/**
 * A phone's check. `hash` is the SHA-256 of the code of its link, and from its use on that of the ticket
 * by which the phone reports. Nothing in it is personal.
 */
export interface PhoneCheckDocument extends Stored {
  hash: string;
  state: PhoneCheck['state'];
  expiresAt: number;
  phone: PhoneCheck['phone'];
  report: PhoneCheck['report'];
}

/** A secret that the servers of one store share, such as the key of PeerServer's tokens. */
export interface SecretDocument extends Stored {
  value: string;
}

/** The attempts of one key in a window of time that is over at `expiresAt`. `_id` does not tell whose. */
export interface CounterDocument extends Stored {
  points: number;
  expiresAt: number;
}

/**
 * One side's seat. `generation` counts the documents that held it; `seenAt` is when its event
 * socket was last known to be open, `awayAt` when that socket closed (null while it is open).
 * `flowing` is what its document reported last: that media can flow to the other side; `flowedAt`
 * when it last took that back. Both absent where nothing was reported.
 */
export interface SeatDocument {
  generation: number;
  device: string;
  /** The hash of the technician's token that it was taken with; absent on a customer's. */
  signIn?: string;
  seenAt: number;
  awayAt: number | null;
  flowing?: boolean;
  flowedAt?: number;
}

/** What is noted of a seat while a document holds it. */
export type SeatPresence = Pick<SeatDocument, 'seenAt' | 'awayAt'> &
  Required<Pick<SeatDocument, 'flowing'>> &
  Pick<SeatDocument, 'flowedAt'>;

/** A link that leads to a session past the PIN; `hash` is the SHA-256 of its token. */
export interface LinkDocument {
  hash: string;
  language: Language;
  voice: VoiceChoice;
}

/** A link that has stopped, so that whoever opens it is told why. */
export interface FormerLink {
  hash: string;
  became: 'used' | 'replaced' | 'ended';
  at: number;
}

/**
 * An invitation that was asked for. `key` names the wish, so that its repeat is known; `reference` is
 * what the gateway knows it by, once it has told.
 */
export interface InvitationDocument {
  id: string;
  key: string;
  way: InvitationWay;
  to: string;
  /** How it was worded and how the two would speak; absent in what an older release has sent. */
  language?: Language;
  voice?: VoiceChoice;
  at: number;
  changedAt: number;
  status: InvitationStatus;
  reason: InvitationReason | null;
  reference: string | null;
}

/**
 * A session. `openFor` is the technician's id while the session is open and absent afterwards, and
 * `pin` is there while it can still be found by one: sparse unique indexes on both hold one open
 * session per technician and no PIN twice. A PIN that was used, replaced or ended stands in
 * `formerPins`, so that whoever types it is told what became of it.
 */
export interface SessionDocument extends Stored {
  revision: number;
  state: SessionState;
  technicianId: string;
  technicianName: string;
  openFor?: string;
  pin?: string;
  /** Four digits drawn with the PIN, asked for beside it while PINs are being guessed. */
  pinExtra?: string;
  pinExpiresAt: number | null;
  /** When the newest PIN was drawn; absent in what an older release has opened. */
  pinDrawnAt?: number;
  formerPins: { pin: string; extra?: string; became: 'used' | 'expired'; at: number }[];
  links: LinkDocument[];
  formerLinks: FormerLink[];
  /** Oldest first. Whom an invitation went to stands here and nowhere else. */
  invitations: InvitationDocument[];
  details: SessionDetails;
  language: Language;
  /** How each side would speak; the customer's is null until one has joined. */
  voices: { technician: VoiceChoice; customer: VoiceChoice | null };
  seats: { technician: SeatDocument; customer: SeatDocument | null };
  /**
   * The last generation that a customer's seat had before a new PIN took it away: the next one
   * counts on from there, so that no two phones of a session ever have the same peer id.
   */
  lastCustomerGeneration?: number;
  /** SHA-256 of the customer's token; absent until someone has joined. */
  customerTokenHash?: string;
  licence: { version: string; language: Language; acceptedAt: number } | null;
  createdAt: number;
  joinedAt: number | null;
  connectedAt: number | null;
  startedAt: number | null;
  endedAt: number | null;
  end: { by: EndedBy; reason: EndReason } | null;
  wish?: Wish;
  /** When all that was personal was erased; absent until then. */
  erasedAt?: number;
}

/** What must still be true of a session for a change to be made: the compare of compare-and-set. */
export interface SessionExpectation {
  revision: number;
}

/** What a change sets; `undefined` removes a field. The revision is always raised by one. */
export type SessionChange = Partial<
  Omit<SessionDocument, '_id' | 'schema' | 'revision' | 'seats'>
> & {
  seats?: Partial<SessionDocument['seats']>;
};
