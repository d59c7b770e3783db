import * as v from 'valibot';
import { Id, LanguageSchema, Moment } from './fields.ts';
import { invitationReasons } from './invitation.ts';
import { IceServer } from './views.ts';

/** What `npm run doctor` learns from the server, and what a phone that opens `/check` tells it. */

/**
 * An account that messages go out by: not set up, its messages kept in an outbox instead, its login
 * accepted, or not, for a reason.
 */
export const GatewayAccount = v.object({
  state: v.picklist(['not_set_up', 'outbox', 'accepted', 'refused']),
  /** Why it is refused; null in every other state. */
  reason: v.nullable(v.picklist(invitationReasons)),
});
export type GatewayAccount = v.InferOutput<typeof GatewayAccount>;

const Bytes = v.pipe(v.number(), v.integer(), v.minValue(0));

/** What the store says of itself. */
export const StoreFacts = v.object({
  kind: v.picklist(['embedded', 'mongodb']),
  /** Indexes that should be there and are not, as `collection.field`. */
  missingIndexes: v.array(v.string()),
  /** By how much its clock is ahead of the server's, in ms; null where it has none of its own. */
  aheadMs: v.nullable(v.pipe(v.number(), v.integer())),
  /** The disk of the data folder; null where nothing is kept in one. */
  disk: v.nullable(v.object({ writable: v.boolean(), freeBytes: Bytes, totalBytes: Bytes })),
});
export type StoreFacts = v.InferOutput<typeof StoreFacts>;

/** What only the server can see. */
export const DoctorFacts = v.object({
  /** The server's clock when it answered. */
  now: Moment,
  version: v.string(),
  /** The origin where customers go. */
  customerUrl: v.string(),
  store: StoreFacts,
  email: GatewayAccount,
  sms: GatewayAccount,
  /** Whose relay it is: none, one's own, or Twilio's; `failed` where Twilio gave no credentials. */
  relay: v.picklist(['none', 'own', 'twilio', 'failed']),
  /** STUN and TURN servers, with credentials of some minutes. */
  iceServers: v.array(IceServer),
});
export type DoctorFacts = v.InferOutput<typeof DoctorFacts>;

/** Where the link to a phone's check keeps its code: in the fragment, which no server or log sees. */
export const CHECK_FRAGMENT = '#code=';
/** The path of the page that a phone opens. */
export const CHECK_PATH = '/check';
/** How long a code is good, and after that how long its phone may take, in minutes. */
export const CHECK_MINUTES = 10;

/** The secret of a phone's check: 128 random bits as base64url. */
export const CheckCode = v.pipe(v.string(), v.regex(/^[A-Za-z0-9_-]{22}$/));

/** What a phone looks at, in this order. */
export const phoneChecks = [
  'camera',
  'socket',
  'stun',
  'turn_udp',
  'turn_tcp',
  'turn_tls',
] as const;
export type PhoneCheckName = (typeof phoneChecks)[number];

/**
 * Why a phone's check is not well.
 * - of the camera: `refused` by the person or the browser, the question `dismissed`, none there
 *   (`missing`), held by another app (`busy`), `unsupported` by this browser, `failed` otherwise.
 * - of the network: `unreachable`, the relay's `credentials_refused`, `no_data` came through it.
 * - not tried: `not_set_up` on this server, `needs_code`.
 */
export const phoneReasons = [
  'refused',
  'dismissed',
  'missing',
  'busy',
  'unsupported',
  'failed',
  'unreachable',
  'credentials_refused',
  'no_data',
  'not_set_up',
  'needs_code',
] as const;
export type PhoneReason = (typeof phoneReasons)[number];

/** What became of one check of a phone. */
export const PhoneFinding = v.strictObject({
  check: v.picklist(phoneChecks),
  state: v.picklist(['well', 'wrong', 'not_tried']),
  /** Null where it is well. */
  reason: v.nullable(v.picklist(phoneReasons)),
  /** How long it took, in ms; null where that says nothing. */
  ms: v.nullable(v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(600_000))),
});
export type PhoneFinding = v.InferOutput<typeof PhoneFinding>;

/** What a phone tells: each check once. */
export const PhoneReport = v.strictObject({
  language: LanguageSchema,
  findings: v.pipe(
    v.array(PhoneFinding),
    v.minLength(1),
    v.maxLength(phoneChecks.length),
    v.check((list) => new Set(list.map(({ check }) => check)).size === list.length),
  ),
});
export type PhoneReport = v.InferOutput<typeof PhoneReport>;

/** A phone's check, as the doctor that waits for it sees it. */
export const PhoneCheck = v.object({
  id: Id,
  /** Nobody has opened the link yet; a phone is at it; its report is there. */
  state: v.picklist(['waiting', 'running', 'done']),
  expires: Moment,
  /** The browser and the system of that phone, as it names them; null until one is at it. */
  phone: v.nullable(v.object({ browser: v.nullable(v.string()), system: v.nullable(v.string()) })),
  report: v.nullable(PhoneReport),
});
export type PhoneCheck = v.InferOutput<typeof PhoneCheck>;
