import * as v from 'valibot';
import type { ErrorCode } from './errors.ts';
import { invitationWays } from './invitation.ts';
import { voiceChoices } from './session.ts';
import {
  CustomerSession,
  Destination,
  DeviceId,
  EmailAddress,
  IdempotencyKey,
  Invitation,
  Inviting,
  LanguageSchema,
  Licence,
  LinkToken,
  LinkedSession,
  MailDraft,
  NewPassword,
  PeerAccess,
  Pin,
  ServerInfo,
  SessionDetails,
  SessionId,
  SessionView,
  Technician,
  TechnicianSession,
} from './views.ts';

/** Who may call a route: anyone, a signed-in technician, a joined customer, or either of the two. */
export type Caller = 'anyone' | 'technician' | 'customer' | 'seat';

/** One route of the API: the server enforces it, the typed client calls it. */
export interface Route<
  Params extends v.GenericSchema = v.GenericSchema,
  Body extends v.GenericSchema = v.GenericSchema,
  Answer extends v.GenericSchema = v.GenericSchema,
  Who extends Caller = Caller,
> {
  method: 'GET' | 'POST' | 'PATCH' | 'DELETE';
  /** The path with its parameters as `:name`. */
  path: string;
  caller: Who;
  /** One sentence for a person who reads the API. */
  summary: string;
  params: Params;
  body: Body;
  answer: Answer;
  /** The codes it may answer, beside those that every route may. */
  errors: readonly ErrorCode[];
}

const nothing = v.undefined();
const noParams = v.object({});
const session = v.object({ id: SessionId });

/** Without side effects, so that a page's bundle carries only the routes which that page calls. */
/* @__NO_SIDE_EFFECTS__ */
function route<
  P extends v.GenericSchema,
  B extends v.GenericSchema,
  A extends v.GenericSchema,
  W extends Caller,
>(spec: Route<P, B, A, W>): Route<P, B, A, W> {
  return spec;
}

/** What a sign-in gives: the token is shown once and is hashed in the store. */
const SignedIn = v.object({ token: v.string(), expires: v.number(), technician: Technician });

export const serverInfo = route({
  method: 'GET',
  path: '/api/info',
  caller: 'anyone',
  summary: 'What this server is, and what it can do.',
  params: noParams,
  body: nothing,
  answer: ServerInfo,
  errors: [],
});

export const licence = route({
  method: 'GET',
  path: '/api/licence/:language',
  caller: 'anyone',
  summary: 'The licence that a customer accepts, in one language.',
  params: v.object({ language: LanguageSchema }),
  body: nothing,
  answer: Licence,
  errors: [],
});

export const signIn = route({
  method: 'POST',
  path: '/api/technicians/sign-in',
  caller: 'anyone',
  summary: 'Signs a technician in with e-mail and password.',
  params: noParams,
  body: v.strictObject({
    email: EmailAddress,
    password: v.pipe(v.string(), v.minLength(1), v.maxLength(200)),
  }),
  answer: SignedIn,
  errors: ['sign_in_refused', 'too_many_attempts'],
});

export const signOut = route({
  method: 'POST',
  path: '/api/technicians/me/sign-out',
  caller: 'technician',
  summary: 'Ends this sign-in; its token is worthless from then on.',
  params: noParams,
  body: v.optional(v.strictObject({})),
  answer: nothing,
  errors: [],
});

export const me = route({
  method: 'GET',
  path: '/api/technicians/me',
  caller: 'technician',
  summary: 'The signed-in technician.',
  params: noParams,
  body: nothing,
  answer: Technician,
  errors: [],
});

export const setPassword = route({
  method: 'POST',
  path: '/api/technicians/set-password',
  caller: 'anyone',
  summary: 'Sets a password by a one-time link, and signs out everywhere.',
  params: noParams,
  body: v.strictObject({
    token: v.pipe(v.string(), v.regex(/^[A-Za-z0-9_-]{43}$/)),
    password: NewPassword,
  }),
  answer: v.object({ email: v.string() }),
  errors: ['link_used', 'too_many_attempts'],
});

export const openSession = route({
  method: 'POST',
  path: '/api/sessions',
  caller: 'technician',
  summary: 'Opens a session with a PIN. A technician has one open session at most.',
  params: noParams,
  body: v.strictObject({
    ...v.partial(SessionDetails).entries,
    language: v.optional(LanguageSchema),
    device: DeviceId,
  }),
  answer: TechnicianSession,
  errors: ['session_already_open'],
});

export const myOpenSession = route({
  method: 'GET',
  path: '/api/technicians/me/session',
  caller: 'technician',
  summary: "The technician's open session, or null.",
  params: noParams,
  body: nothing,
  answer: v.object({ session: v.nullable(TechnicianSession) }),
  errors: [],
});

export const findSessionByPin = route({
  method: 'POST',
  path: '/api/pins/find',
  caller: 'anyone',
  summary: 'Finds the session of a PIN; joining it goes to its own path.',
  params: noParams,
  body: v.strictObject({ pin: Pin }),
  answer: v.object({ id: SessionId }),
  errors: ['pin_wrong', 'pin_used', 'pin_expired', 'too_many_attempts'],
});

export const findSessionByLink = route({
  method: 'POST',
  path: '/api/links/find',
  caller: 'anyone',
  summary: "Finds the session of an invitation's link. Uses nothing up: only joining does.",
  params: noParams,
  body: v.strictObject({ token: LinkToken }),
  answer: LinkedSession,
  errors: ['invitation_wrong', 'invitation_used', 'invitation_replaced', 'session_ended'],
});

/** What a customer says on joining, beside the PIN or the link. */
const joining = {
  device: DeviceId,
  language: LanguageSchema,
  voice: v.picklist(voiceChoices),
};

export const joinSession = route({
  method: 'POST',
  path: '/api/sessions/:id/join',
  caller: 'anyone',
  summary: 'Joins by PIN or by link. Of many who try at once, one wins.',
  params: session,
  body: v.variant('link', [
    v.strictObject({ link: v.exactOptional(v.never()), pin: Pin, ...joining }),
    v.strictObject({ link: LinkToken, ...joining }),
  ]),
  answer: v.object({ token: v.string(), session: CustomerSession }),
  errors: [
    'pin_wrong',
    'pin_used',
    'pin_expired',
    'too_many_attempts',
    'invitation_wrong',
    'invitation_used',
    'invitation_replaced',
    'session_ended',
  ],
});

export const getSession = route({
  method: 'GET',
  path: '/api/sessions/:id',
  caller: 'seat',
  summary: 'The session as the caller may see it.',
  params: session,
  body: nothing,
  answer: SessionView,
  errors: ['session_not_found'],
});

export const takeSeat = route({
  method: 'POST',
  path: '/api/sessions/:id/seat',
  caller: 'seat',
  summary:
    "Takes the caller's seat for one document: a compare-and-set on the generation it last saw.",
  params: session,
  body: v.strictObject({
    from: v.pipe(v.number(), v.integer(), v.minValue(0)),
    device: DeviceId,
  }),
  answer: SessionView,
  errors: ['session_not_found', 'session_ended', 'open_elsewhere'],
});

export const peerAccess = route({
  method: 'POST',
  path: '/api/sessions/:id/peer-access',
  caller: 'seat',
  summary: 'A short-lived token for PeerServer, for the document that holds the seat.',
  params: session,
  body: v.optional(v.strictObject({})),
  answer: PeerAccess,
  errors: ['session_not_found', 'session_ended', 'session_not_ready', 'open_elsewhere'],
});

export const changeDetails = route({
  method: 'PATCH',
  path: '/api/sessions/:id',
  caller: 'technician',
  summary: "Changes the customer's name, phone, e-mail, ticket ID or language, until the start.",
  params: session,
  body: v.strictObject({
    ...v.partial(SessionDetails).entries,
    language: v.optional(LanguageSchema),
  }),
  answer: TechnicianSession,
  errors: ['session_not_found', 'session_ended', 'session_already_started', 'open_elsewhere'],
});

export const newPin = route({
  method: 'POST',
  path: '/api/sessions/:id/pin',
  caller: 'technician',
  summary: 'Makes a new PIN. The former one stops at once; whoever joined by it loses the seat.',
  params: session,
  body: v.optional(v.strictObject({})),
  answer: TechnicianSession,
  errors: ['session_not_found', 'session_ended', 'session_already_started', 'open_elsewhere'],
});

/** How an invitation is worded, and how the two will speak. */
const invitation = { language: LanguageSchema, voice: v.picklist(voiceChoices) };

/** What every way of inviting may answer: it is for a session that waits for its customer. */
const notWaiting = [
  'session_not_found',
  'session_ended',
  'session_already_started',
  'customer_joined',
  'open_elsewhere',
] as const;

export const inviting = route({
  method: 'GET',
  path: '/api/inviting',
  caller: 'technician',
  summary: 'How this server can invite customers.',
  params: noParams,
  body: nothing,
  answer: Inviting,
  errors: [],
});

export const sendInvitation = route({
  method: 'POST',
  path: '/api/sessions/:id/invitations',
  caller: 'technician',
  summary:
    'Sends PIN and link by SMS or e-mail. Answers at once; what becomes of it is told as the session changes.',
  params: session,
  body: v.strictObject({
    way: v.picklist(invitationWays),
    to: Destination,
    ...invitation,
    key: IdempotencyKey,
  }),
  answer: v.object({ invitation: Invitation, session: TechnicianSession }),
  errors: [
    ...notWaiting,
    'pin_needed',
    'way_not_set_up',
    'number_invalid',
    'address_invalid',
    'country_refused',
    'send_in_flight',
    'quota_reached',
  ],
});

export const makeLink = route({
  method: 'POST',
  path: '/api/sessions/:id/links',
  caller: 'technician',
  summary:
    'Makes a link that leads past the PIN, to be copied or shown as a QR code. It is told this once; it ends with the PIN that is replaced or used, and with the session.',
  params: session,
  body: v.strictObject(invitation),
  answer: v.object({ url: v.string() }),
  errors: notWaiting,
});

export const mailDraft = route({
  method: 'POST',
  path: '/api/sessions/:id/mail-draft',
  caller: 'technician',
  summary: "Words an invitation for the technician's own mail program, with a link of its own.",
  params: session,
  body: v.strictObject(invitation),
  answer: MailDraft,
  errors: [...notWaiting, 'pin_needed'],
});

export const acceptLicence = route({
  method: 'POST',
  path: '/api/sessions/:id/licence/accept',
  caller: 'customer',
  summary: 'Accepts the licence: the customer is connected.',
  params: session,
  body: v.strictObject({
    version: v.pipe(v.string(), v.minLength(1), v.maxLength(64)),
    language: LanguageSchema,
  }),
  answer: CustomerSession,
  errors: [
    'session_not_found',
    'session_ended',
    'session_changed',
    'licence_changed',
    'open_elsewhere',
  ],
});

export const declineLicence = route({
  method: 'POST',
  path: '/api/sessions/:id/licence/decline',
  caller: 'customer',
  summary: 'Declines the licence: the session ends.',
  params: session,
  body: v.optional(v.strictObject({})),
  answer: CustomerSession,
  errors: ['session_not_found', 'session_ended', 'session_changed', 'open_elsewhere'],
});

export const startSession = route({
  method: 'POST',
  path: '/api/sessions/:id/start',
  caller: 'technician',
  summary: 'Starts a connected session: picture and voice flow from here on.',
  params: session,
  body: v.optional(v.strictObject({})),
  answer: TechnicianSession,
  errors: ['session_not_found', 'session_ended', 'session_not_ready', 'open_elsewhere'],
});

export const endSession = route({
  method: 'POST',
  path: '/api/sessions/:id/end',
  caller: 'seat',
  summary: 'Ends the session: for the technician "End session", for the customer "Leave".',
  params: session,
  body: v.optional(v.strictObject({})),
  answer: SessionView,
  errors: ['session_not_found', 'open_elsewhere'],
});

/** Every route of the API under its name. A page imports the ones it calls, one by one. */
export const routes = {
  serverInfo,
  licence,
  signIn,
  signOut,
  me,
  setPassword,
  openSession,
  myOpenSession,
  findSessionByPin,
  findSessionByLink,
  joinSession,
  getSession,
  takeSeat,
  peerAccess,
  changeDetails,
  newPin,
  inviting,
  sendInvitation,
  makeLink,
  mailDraft,
  acceptLicence,
  declineLicence,
  startSession,
  endSession,
} as const;

export type Routes = typeof routes;
export type RouteName = keyof Routes;

/** The codes that every route may answer: they are about the request, not about the route. */
export const errorsOfEveryRoute: readonly ErrorCode[] = [
  'invalid_input',
  'not_json',
  'not_json_type',
  'too_large',
  'origin_refused',
  'client_too_old',
  'client_too_new',
  'internal',
  'store_unavailable',
];
