import * as v from 'valibot';
import { voiceChoices } from '../session.ts';
import {
  CustomerSession,
  DeviceId,
  LanguageSchema,
  LinkToken,
  LinkedSession,
  Pin,
  PinExtra,
  SessionId,
} from '../views.ts';
import { noParams, route, session } from './route.ts';

/** What whoever gives a PIN may be told. `pin_extra_needed` comes before the PIN is looked at. */
const byPin = [
  'pin_wrong',
  'pin_used',
  'pin_expired',
  'pin_extra_needed',
  'too_many_attempts',
  'pin_entry_paused',
] as const;

export const findSessionByPin = route({
  method: 'POST',
  path: '/api/pins/find',
  caller: 'anyone',
  summary: 'Finds the session of a PIN; joining it goes to its own path.',
  params: noParams,
  body: v.strictObject({ pin: Pin, extra: v.optional(PinExtra) }),
  answer: v.object({ id: SessionId }),
  errors: [...byPin],
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
    v.strictObject({
      link: v.exactOptional(v.never()),
      pin: Pin,
      extra: v.optional(PinExtra),
      ...joining,
    }),
    v.strictObject({ link: LinkToken, ...joining }),
  ]),
  answer: v.object({ token: v.string(), session: CustomerSession }),
  errors: [...byPin, 'invitation_wrong', 'invitation_used', 'invitation_replaced', 'session_ended'],
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
