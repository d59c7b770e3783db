import * as v from 'valibot';
import { voiceChoices } from '../session.ts';
import {
  DeviceId,
  IceServers,
  LanguageSchema,
  PeerAccess,
  SessionDetails,
  SessionView,
  TechnicianSession,
} from '../views.ts';
import { noParams, nothing, route, session } from './route.ts';

export const openSession = route({
  method: 'POST',
  path: '/api/sessions',
  caller: 'technician',
  once: true,
  summary: 'Opens a session with a PIN. A technician has one open session at most.',
  params: noParams,
  body: v.strictObject({
    ...v.partial(SessionDetails).entries,
    language: v.optional(LanguageSchema),
    device: DeviceId,
  }),
  answer: TechnicianSession,
  errors: ['session_already_open', 'not_permitted', 'server_stopping', 'key_reused'],
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

export const iceServers = route({
  method: 'GET',
  path: '/api/sessions/:id/ice-servers',
  caller: 'seat',
  summary:
    'STUN and TURN servers for the next connection of the document that holds the seat, with a credential of ten minutes; none where this server has none.',
  params: session,
  body: nothing,
  answer: IceServers,
  errors: ['session_not_found', 'session_ended', 'session_not_ready', 'open_elsewhere'],
});

export const changeDetails = route({
  method: 'PATCH',
  path: '/api/sessions/:id',
  caller: 'technician',
  summary:
    "Changes the customer's name, phone, e-mail, ticket ID, custom fields or language, until the start.",
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
  errors: [
    'session_not_found',
    'session_ended',
    'session_already_started',
    'open_elsewhere',
    'not_permitted',
  ],
});

export const setVoice = route({
  method: 'POST',
  path: '/api/sessions/:id/voice',
  caller: 'seat',
  summary:
    'Says how this side would speak. They speak in Lens while neither is for the telephone; it can be changed at any time.',
  params: session,
  body: v.strictObject({ voice: v.picklist(voiceChoices) }),
  answer: SessionView,
  errors: ['session_not_found', 'session_ended', 'open_elsewhere'],
});

export const startSession = route({
  method: 'POST',
  path: '/api/sessions/:id/start',
  caller: 'technician',
  summary: 'Starts a connected session: picture and voice flow from here on.',
  params: session,
  body: v.optional(v.strictObject({})),
  answer: TechnicianSession,
  errors: [
    'session_not_found',
    'session_ended',
    'session_not_ready',
    'open_elsewhere',
    'not_permitted',
  ],
});

export const endSession = route({
  method: 'POST',
  path: '/api/sessions/:id/end',
  caller: 'seat',
  summary:
    'Ends the session: for the technician "End session", or `idle` after too long without input; for the customer "Leave".',
  params: session,
  body: v.optional(v.strictObject({ because: v.optional(v.literal('idle')) })),
  answer: SessionView,
  errors: ['session_not_found', 'open_elsewhere'],
});
