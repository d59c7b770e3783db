import * as v from 'valibot';
import { DeviceId, EmailAddress, NewPassword } from '../fields.ts';
import { Technician } from '../people.ts';
import { SecondFactorCode, TypedPassword } from './own-account.ts';
import { noParams, nothing, route } from './route.ts';

/** What a sign-in gives: the token is shown once and is hashed in the store. */
const SignedIn = v.object({ token: v.string(), expires: v.number(), technician: Technician });

export const signIn = route({
  method: 'POST',
  path: '/api/technicians/sign-in',
  caller: 'anyone',
  summary:
    'Signs a technician in with e-mail and password, and a code where there is a second factor.',
  params: noParams,
  body: v.strictObject({
    email: EmailAddress,
    password: TypedPassword,
    /** The second factor, where the account has one: asked for by `second_factor_needed`. */
    code: v.optional(SecondFactorCode),
    /**
     * Known from an earlier sign-in, it is not locked out by what others try for the account. An id for
     * this alone: the store keeps it as a hash, unlike that of a seat.
     */
    device: v.optional(DeviceId),
  }),
  answer: SignedIn,
  errors: ['sign_in_refused', 'second_factor_needed', 'second_factor_wrong', 'too_many_attempts'],
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

/** The secret of a one-time link: 256 random bits as base64url. */
const OneTimeToken = v.pipe(v.string(), v.regex(/^[A-Za-z0-9_-]{43}$/));

export const readPasswordLink = route({
  method: 'POST',
  path: '/api/technicians/set-password/link',
  caller: 'anyone',
  summary: 'Says for whom a one-time link sets a password, and uses nothing up.',
  params: noParams,
  body: v.strictObject({ token: OneTimeToken }),
  answer: v.object({ email: v.string() }),
  errors: ['link_used', 'too_many_attempts'],
});

export const setPassword = route({
  method: 'POST',
  path: '/api/technicians/set-password',
  caller: 'anyone',
  summary: 'Sets a password by a one-time link, and signs out everywhere.',
  params: noParams,
  body: v.strictObject({
    token: OneTimeToken,
    password: NewPassword,
  }),
  answer: v.object({ email: v.string() }),
  errors: ['link_used', 'too_many_attempts'],
});
