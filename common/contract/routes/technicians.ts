import * as v from 'valibot';
import { EmailAddress, NewPassword, Technician } from '../views.ts';
import { noParams, nothing, route } from './route.ts';

/** What a sign-in gives: the token is shown once and is hashed in the store. */
const SignedIn = v.object({ token: v.string(), expires: v.number(), technician: Technician });

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
