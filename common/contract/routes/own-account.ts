import * as v from 'valibot';
import { LONGEST_PASSWORD, NewPassword } from '../fields.ts';
import { SignInPlace, Technician } from '../people.ts';
import { noParams, nothing, route } from './route.ts';

/** A password as typed at a sign-in: any that was ever allowed. */
export const TypedPassword = v.pipe(v.string(), v.minLength(1), v.maxLength(LONGEST_PASSWORD));

/** What is typed of a code without what is only for the eye. */
const withoutGaps = (typed: string) => typed.replace(/[\s-]/g, '').toLowerCase();

/** Six digits of an authenticator; spaces and dashes are for the eye. */
export const AuthenticatorCode = v.pipe(
  v.string(),
  v.description('Six digits of an authenticator.'),
  v.maxLength(40),
  v.transform(withoutGaps),
  v.regex(/^[0-9]{6}$/),
);

/** Six digits of an authenticator, or a recovery code; spaces and dashes are for the eye. */
export const SecondFactorCode = v.pipe(
  v.string(),
  v.description('Six digits of an authenticator, or a recovery code.'),
  v.maxLength(40),
  v.transform(withoutGaps),
  v.regex(/^([0-9]{6}|[a-z2-9]{16})$/),
);

export const changePassword = route({
  method: 'POST',
  path: '/api/technicians/me/password',
  caller: 'technician',
  summary:
    "Changes one's password; every other place is signed out, and a session whose seat is held there ends.",
  params: noParams,
  body: v.strictObject({ current: TypedPassword, password: NewPassword }),
  answer: nothing,
  errors: ['password_wrong', 'too_many_attempts'],
});

export const listSignIns = route({
  method: 'GET',
  path: '/api/technicians/me/sign-ins',
  caller: 'technician',
  summary: 'Where one is signed in, this place first.',
  params: noParams,
  body: nothing,
  answer: v.object({ items: v.array(SignInPlace) }),
  errors: [],
});

export const endSignIn = route({
  method: 'DELETE',
  path: '/api/technicians/me/sign-ins/:id',
  caller: 'technician',
  summary:
    'Signs out in one place; where it is another one, a session whose seat is held there ends.',
  params: v.object({ id: v.pipe(v.string(), v.regex(/^[A-Za-z0-9_-]{1,64}$/)) }),
  body: nothing,
  answer: nothing,
  errors: ['sign_in_not_found'],
});

export const signOutEverywhere = route({
  method: 'POST',
  path: '/api/technicians/me/sign-out-everywhere',
  caller: 'technician',
  summary: "Signs out everywhere, here too; one's open session ends.",
  params: noParams,
  body: v.optional(v.strictObject({})),
  answer: nothing,
  errors: [],
});

export const beginSecondFactor = route({
  method: 'POST',
  path: '/api/technicians/me/second-factor',
  caller: 'technician',
  summary:
    'Begins a second factor: a key for an authenticator (TOTP, RFC 6238). It holds once a code of it was given.',
  params: noParams,
  body: v.strictObject({ password: TypedPassword }),
  answer: v.object({ key: v.string(), url: v.string() }),
  errors: ['password_wrong', 'second_factor_there', 'too_many_attempts'],
});

export const confirmSecondFactor = route({
  method: 'POST',
  path: '/api/technicians/me/second-factor/confirm',
  caller: 'technician',
  summary: 'Confirms the second factor by its first code. The recovery codes are told this once.',
  params: noParams,
  body: v.strictObject({ code: AuthenticatorCode }),
  answer: v.object({ recoveryCodes: v.array(v.string()), technician: Technician }),
  errors: [
    'second_factor_wrong',
    'second_factor_missing',
    'second_factor_there',
    'too_many_attempts',
  ],
});

export const removeSecondFactor = route({
  method: 'POST',
  path: '/api/technicians/me/second-factor/remove',
  caller: 'technician',
  summary: "Removes one's second factor, by the password and a code of it.",
  params: noParams,
  body: v.strictObject({ password: TypedPassword, code: SecondFactorCode }),
  answer: Technician,
  errors: ['password_wrong', 'second_factor_wrong', 'second_factor_missing', 'too_many_attempts'],
});
