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
import type { Language, SessionDetails } from '../../common/contract/views.ts';

/** The schema version that every stored document carries; migrations raise it at start. */
export const SCHEMA_VERSION = 1;

interface Stored {
  _id: string;
  schema: number;
}

/** A person who may sign in. How one signs in stands in credentials, apart. Times are ms since 1970. */
export interface TechnicianDocument extends Stored {
  email: string;
  name: string;
  role: 'administrator' | 'technician';
  createdAt: number;
}

/** One way of signing in: today a password's hash, tomorrow others beside it. */
export interface CredentialDocument extends Stored {
  technicianId: string;
  kind: 'password';
  hash: string;
  changedAt: number;
}

/** A signed-in device. `_id` is the SHA-256 of its token. */
export interface SignInDocument extends Stored {
  technicianId: string;
  createdAt: number;
  expiresAt: number;
}

/** A one-time link, for setting a password. `_id` is the SHA-256 of its token. */
export interface OneTimeLinkDocument extends Stored {
  technicianId: string;
  purpose: 'set_password';
  expiresAt: number;
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
 */
export interface SeatDocument {
  generation: number;
  device: string;
  seenAt: number;
  awayAt: number | null;
}

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
  pinExpiresAt: number | null;
  formerPins: { pin: string; became: 'used' | 'expired'; at: number }[];
  links: LinkDocument[];
  formerLinks: FormerLink[];
  /** Oldest first. Whom an invitation went to stands here and nowhere else. */
  invitations: InvitationDocument[];
  details: SessionDetails;
  language: Language;
  voice: VoiceChoice;
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
