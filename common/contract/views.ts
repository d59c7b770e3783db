import * as v from 'valibot';
import { invitationReasons, invitationStatuses, invitationWays } from './invitation.ts';
import { PIN_DIGITS, endReasons, endedBy, sessionStates, voiceChoices } from './session.ts';

/** The languages Lens speaks. */
export const languages = ['en', 'fr'] as const;
export type Language = (typeof languages)[number];
export const LanguageSchema = v.picklist(languages);

/** A moment, in milliseconds since 1970-01-01 UTC, by the server's clock. */
const Moment = v.pipe(v.number(), v.integer(), v.minValue(0));

/** One line typed by a person: trimmed, no control characters, no half of a surrogate pair. */
const line = (longest: number) =>
  v.pipe(
    v.string(),
    v.trim(),
    v.maxLength(longest),
    // eslint-disable-next-line no-control-regex -- refusing control characters is the point
    v.regex(/^[^\u0000-\u001f\u007f\p{Cs}]*$/u, 'no control characters'),
  );

/** An e-mail address as typed: trimmed, lower case, 254 characters at most (RFC 5321, 4.5.3.1). */
export const EmailAddress = v.pipe(
  v.string(),
  v.trim(),
  v.toLowerCase(),
  v.maxLength(254),
  v.email(),
);

/** A password: 10 to 200 characters, as typed. NIST SP 800-63B asks for length, not for symbols. */
export const NewPassword = v.pipe(v.string(), v.minLength(10), v.maxLength(200));

/** A PIN as typed, spaces allowed: exactly six digits remain. */
export const Pin = v.pipe(
  v.string(),
  v.maxLength(32),
  v.transform((typed) => typed.replace(/\s/g, '')),
  v.regex(new RegExp(`^[0-9]{${PIN_DIGITS}}$`)),
);

/** The secret of an invitation's link: 128 random bits as base64url. */
export const LinkToken = v.pipe(v.string(), v.regex(/^[A-Za-z0-9_-]{22}$/));

/** A number or an address to invite, as typed: what it must be depends on the way. */
export const Destination = v.pipe(line(254), v.minLength(1));

/** Made by the client for one wish to send: a repeat of it answers what the first one made. */
export const IdempotencyKey = v.pipe(v.string(), v.regex(/^[0-9a-f]{32}$/));

/** An invitation's id: 128 random bits as hex. */
export const InvitationId = v.pipe(v.string(), v.regex(/^[0-9a-f]{32}$/));

/** A session's id: 128 random bits as hex. */
export const SessionId = v.pipe(v.string(), v.regex(/^[0-9a-f]{32}$/));

/** A browser profile's own random id: tells one desk or phone from another, names nobody. */
export const DeviceId = v.pipe(v.string(), v.regex(/^[0-9a-f]{32}$/));

/** What the technician notes of a customer before the start; all of it optional, editable. */
export const SessionDetails = v.object({
  name: line(100),
  phone: line(40),
  email: line(254),
  ticketId: line(100),
});
export type SessionDetails = v.InferOutput<typeof SessionDetails>;

/** A signed-in technician, as the panel shows one. */
export const Technician = v.object({
  id: v.string(),
  name: v.string(),
  email: v.string(),
  role: v.picklist(['administrator', 'technician']),
});
export type Technician = v.InferOutput<typeof Technician>;

/**
 * One side's place in a session. `generation` counts the documents that have held it; `present`
 * says whether its present document is connected now; `device` tells the panel whether the seat is
 * held by this browser profile; `peerId` is what PeerServer knows the present document by.
 */
export const Seat = v.object({
  generation: v.pipe(v.number(), v.integer(), v.minValue(0)),
  present: v.boolean(),
  peerId: v.string(),
});
export type Seat = v.InferOutput<typeof Seat>;

/** When each step happened; `null` until it has. */
export const SessionTimes = v.object({
  created: Moment,
  joined: v.nullable(Moment),
  connected: v.nullable(Moment),
  started: v.nullable(Moment),
  ended: v.nullable(Moment),
});

/** Who or what ended a session, and why. */
export const SessionEnd = v.object({ by: v.picklist(endedBy), reason: v.picklist(endReasons) });
export type SessionEnd = v.InferOutput<typeof SessionEnd>;

const common = {
  id: SessionId,
  /** Raised by every change: of two views the one with the higher revision is the newer. */
  revision: v.pipe(v.number(), v.integer(), v.minValue(0)),
  state: v.picklist(sessionStates),
  times: SessionTimes,
  end: v.nullable(SessionEnd),
  /** The server's clock when this was said, so that a client can show times running. */
  now: Moment,
  voice: v.picklist(voiceChoices),
};

/**
 * An invitation that the server has sent, or tried to. `to` is a number as E.164 or an address; `at`
 * is when it was asked for, `changedAt` when its status last changed; `reason` is there once it failed.
 */
export const Invitation = v.object({
  id: InvitationId,
  way: v.picklist(invitationWays),
  to: v.string(),
  at: Moment,
  changedAt: Moment,
  status: v.picklist(invitationStatuses),
  reason: v.nullable(v.picklist(invitationReasons)),
});
export type Invitation = v.InferOutput<typeof Invitation>;

/** A session as its technician sees it. `pin` is null once it was used, timed out or is over. */
export const TechnicianSession = v.object({
  ...common,
  side: v.literal('technician'),
  pin: v.nullable(v.string()),
  pinExpires: v.nullable(Moment),
  details: SessionDetails,
  /** The customer's language: as the technician has set it, then as the customer has chosen. */
  language: LanguageSchema,
  /** What was sent to the customer, oldest first. */
  invitations: v.array(Invitation),
  /** Where the customer goes to type the PIN. */
  customerUrl: v.string(),
  own: v.object({ ...Seat.entries, device: v.nullable(v.string()) }),
  customer: v.nullable(Seat),
});
export type TechnicianSession = v.InferOutput<typeof TechnicianSession>;

/** A session as its customer sees it. */
export const CustomerSession = v.object({
  ...common,
  side: v.literal('customer'),
  technicianName: v.string(),
  companyName: v.string(),
  own: Seat,
  technician: Seat,
});
export type CustomerSession = v.InferOutput<typeof CustomerSession>;

/** A session as one of its sides sees it. */
export const SessionView = v.variant('side', [TechnicianSession, CustomerSession]);
export type SessionView = TechnicianSession | CustomerSession;

/** A technician's open session, as far as a closed panel must know it. */
export const OpenSession = v.object({
  id: SessionId,
  revision: v.number(),
  state: v.picklist(sessionStates),
});
export type OpenSession = v.InferOutput<typeof OpenSession>;

/** What anyone may know of a server before signing in or joining. */
export const ServerInfo = v.object({
  product: v.literal('lens'),
  version: v.string(),
  contract: v.object({ oldest: v.number(), newest: v.number() }),
  companyName: v.string(),
  customerUrl: v.string(),
  tutorial: v.boolean(),
});
export type ServerInfo = v.InferOutput<typeof ServerInfo>;

/** Whether one way of inviting can be used, and if not, why. */
const WayOfInviting = v.object({
  ready: v.boolean(),
  reason: v.nullable(v.picklist(['not_set_up'])),
});

/**
 * How this server can invite. Countries are ISO 3166-1 codes such as `FR`: a number typed without
 * its country is taken to be of `defaultCountry`, and an SMS goes to `smsCountries` alone.
 */
export const Inviting = v.object({
  sms: WayOfInviting,
  email: WayOfInviting,
  defaultCountry: v.string(),
  defaultLanguage: LanguageSchema,
  smsCountries: v.array(v.string()),
});
export type Inviting = v.InferOutput<typeof Inviting>;

/** What a link leads to, before anyone has joined by it: whom the customer will meet, and how they speak. */
export const LinkedSession = v.object({
  id: SessionId,
  voice: v.picklist(voiceChoices),
  language: LanguageSchema,
  companyName: v.string(),
  technicianName: v.string(),
});
export type LinkedSession = v.InferOutput<typeof LinkedSession>;

/**
 * A message for the technician's own mail program: `mailto` opens it there, filled in, to the address
 * in the session's details where there is one; `url` is the link in it.
 */
export const MailDraft = v.object({
  subject: v.string(),
  body: v.string(),
  url: v.string(),
  mailto: v.string(),
});
export type MailDraft = v.InferOutput<typeof MailDraft>;

/** The end-user licence in one language; `version` is what an acceptance refers to. */
export const Licence = v.object({
  version: v.string(),
  language: LanguageSchema,
  text: v.string(),
});
export type Licence = v.InferOutput<typeof Licence>;

/** An ICE server as RTCConfiguration takes it (W3C WebRTC, section 4.2.4). */
export const IceServer = v.object({
  urls: v.array(v.string()),
  username: v.optional(v.string()),
  credential: v.optional(v.string()),
});

/** What a document needs to reach PeerServer; `token` is good until `expires`. */
export const PeerAccess = v.object({
  peerId: v.string(),
  token: v.string(),
  expires: Moment,
  iceServers: v.array(IceServer),
});
export type PeerAccess = v.InferOutput<typeof PeerAccess>;
