import * as v from 'valibot';
import { invitationWays } from '../invitation.ts';
import { voiceChoices } from '../session.ts';
import {
  Destination,
  IdempotencyKey,
  Invitation,
  Inviting,
  LanguageSchema,
  MailDraft,
  TechnicianSession,
} from '../views.ts';
import { noParams, nothing, route, session } from './route.ts';

/** How an invitation is worded, and how the two will speak. */
const invitation = { language: LanguageSchema, voice: v.picklist(voiceChoices) };

/** What every way of inviting may answer: it is for a session that waits for its customer. */
const notWaiting = [
  'session_not_found',
  'session_ended',
  'session_already_started',
  'customer_joined',
  'open_elsewhere',
  'not_permitted',
  'way_switched_off',
] as const;

export const inviting = route({
  method: 'GET',
  path: '/api/inviting',
  caller: 'technician',
  summary: 'How this technician can invite customers.',
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
  once: true,
  body: v.strictObject({
    way: v.picklist(invitationWays),
    to: Destination,
    ...invitation,
    /** The same as the header `Idempotency-Key`, which wins; without either, each request is a wish of its own. */
    key: v.optional(IdempotencyKey),
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
    'key_reused',
  ],
});

export const makeLink = route({
  method: 'POST',
  path: '/api/sessions/:id/links',
  caller: 'technician',
  summary:
    'Makes a link that leads past the PIN, to be copied or shown as a QR code. It is told this once; it ends with the PIN that is replaced or used, and with the session.',
  params: session,
  body: v.strictObject({ ...invitation, way: v.optional(v.picklist(['link', 'qr']), 'link') }),
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
