import * as v from 'valibot';
import { invitationReasons, invitationStatuses, invitationWays } from './invitation.ts';
import { LanguageSchema, Moment, SessionId, InvitationId, line } from './fields.ts';
import { asKept } from './as-kept.ts';
import { CustomField, CustomValues } from './settings.ts';
import { endReasons, endedBy, sessionStates, voiceChoices } from './session.ts';

export * from './fields.ts';
export { Technician } from './people.ts';

/** How long each thing that is noted of a customer can be, in characters. */
export const LONGEST_DETAILS = { name: 100, phone: 40, email: 254, ticketId: 100 } as const;

/** What the technician notes of a customer before the start; all of it optional, editable. */
export const SessionDetails = v.object({
  name: line(LONGEST_DETAILS.name),
  phone: line(LONGEST_DETAILS.phone),
  email: line(LONGEST_DETAILS.email),
  ticketId: line(LONGEST_DETAILS.ticketId),
  custom: CustomValues,
});
export type SessionDetails = v.InferOutput<typeof SessionDetails>;

/**
 * One side's place in a session. `generation` counts the documents that have held it; `present`
 * says whether its present document is connected now; `device` tells the panel whether the seat is
 * held by this browser profile; `peerId` is what PeerServer knows the present document by; `lostAt`
 * is when a live session ends if that side does not come back, null while nothing is at stake.
 */
export const Seat = v.object({
  generation: v.pipe(v.number(), v.integer(), v.minValue(0)),
  present: v.boolean(),
  peerId: v.string(),
  lostAt: v.nullable(Moment),
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
  /** How the two speak: in Lens only while neither of them is for the telephone. */
  voice: v.picklist(voiceChoices),
  /** What each of them has chosen; null before there is a customer. */
  voices: v.object({
    technician: v.picklist(voiceChoices),
    customer: v.nullable(v.picklist(voiceChoices)),
  }),
  /** How long one side of a live session may stay away before it ends, in s. */
  seatSeconds: v.pipe(v.number(), v.integer(), v.minValue(1)),
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
  /** Four digits that every PIN entry asks for as well while PINs are being guessed; else null. */
  pinExtra: v.nullable(v.string()),
  details: asKept(SessionDetails),
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
  /** The path of the company's logo; null where it has none. */
  logo: v.nullable(v.string()),
  /** The company's colour as `#rrggbb`; null for that of Lens. */
  accentColour: v.nullable(v.string()),
});
export type ServerInfo = v.InferOutput<typeof ServerInfo>;

/**
 * Whether one way of inviting can be used, and if not, why: `not_set_up` on this server,
 * `switched_off` in the company's settings, `not_permitted` by the technician's group.
 */
const WayOfInviting = v.object({
  ready: v.boolean(),
  reason: v.nullable(v.picklist(['not_set_up', 'switched_off', 'not_permitted'])),
});

/**
 * How this technician can invite. Countries are ISO 3166-1 codes such as `FR`: a number typed without
 * its country is taken to be of `defaultCountry`, and an SMS goes to `smsCountries` alone.
 */
export const Inviting = v.object({
  sms: WayOfInviting,
  email: WayOfInviting,
  ownMail: WayOfInviting,
  link: WayOfInviting,
  qr: WayOfInviting,
  defaultCountry: v.string(),
  defaultLanguage: LanguageSchema,
  smsCountries: v.array(v.string()),
});
export type Inviting = v.InferOutput<typeof Inviting>;

/** What a panel must know of the company's settings, told again at each change. */
export const PanelSettings = v.object({
  companyName: v.string(),
  /** The company's colour as `#rrggbb`; null for that of Lens. */
  accentColour: v.nullable(v.string()),
  inviting: Inviting,
  customFields: v.array(asKept(CustomField)),
  /** After how many minutes without input a live session ends; 0 is never. */
  idleMinutes: v.number(),
});
export type PanelSettings = v.InferOutput<typeof PanelSettings>;

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
export type IceServer = v.InferOutput<typeof IceServer>;

/**
 * Where a way for picture and sound is looked for: STUN servers, and TURN servers with a credential that
 * is good until `expires`; null where nothing of it ends. There are none unless the server was given some.
 */
export const IceServers = v.object({
  iceServers: v.array(IceServer),
  expires: v.nullable(Moment),
});
export type IceServers = v.InferOutput<typeof IceServers>;

/** What a document needs to reach PeerServer; `token` is good until `expires`. */
export const PeerAccess = v.object({
  peerId: v.string(),
  token: v.string(),
  expires: Moment,
});
export type PeerAccess = v.InferOutput<typeof PeerAccess>;
