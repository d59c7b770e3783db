import { TOTP } from 'otpauth';
import type { TestAnswer, TestServer, TestTechnician } from './server.ts';

/** The password of technicians who sign in. */
export const password = 'correct horse battery';

/** What a sign-in may say beside who signs in. */
export interface SigningIn {
  word?: string;
  code?: string;
  device?: string;
  /** Where it comes from, for a server that trusts 127.0.0.1 as its proxy. */
  from?: string;
}

/** Signs in, with the right password unless another one is given. */
export function signIn(
  server: Pick<TestServer, 'request'>,
  email: string,
  { word = password, from, ...more }: SigningIn = {},
): Promise<TestAnswer> {
  return server.request('POST', '/api/technicians/sign-in', {
    body: { email, password: word, ...more },
    headers: from === undefined ? {} : { 'x-forwarded-for': from },
  });
}

/** What an answer comes to: its status and its code, if it is an error. */
export const outcome = ({ status, body }: TestAnswer) => [status, body?.error?.code];

/** The code that an authenticator with this key shows, some seconds from the server's time. */
export const codeOf = (server: Pick<TestServer, 'clock'>, key: string, secondsOff = 0) =>
  TOTP.generate({
    secret: new TOTP({ secret: key }).secret,
    timestamp: server.clock.now() + secondsOff * 1000,
  });

/** Adds a second factor to a technician who has that password; the code of this half minute is used. */
export async function addSecondFactor(
  server: Pick<TestServer, 'request' | 'clock'>,
  { token }: Pick<TestTechnician, 'token'>,
): Promise<{ key: string; url: string; recoveryCodes: string[] }> {
  const begun = await server.request('POST', '/api/technicians/me/second-factor', {
    token,
    body: { password },
  });
  const { key, url } = begun.body;
  const confirmed = await server.request('POST', '/api/technicians/me/second-factor/confirm', {
    token,
    body: { code: codeOf(server, key) },
  });
  return { key, url, recoveryCodes: confirmed.body.recoveryCodes };
}

/** What the audit log says, oldest first: each as `action by whom to whom`. */
export async function audited(server: Pick<TestServer, 'store'>): Promise<string[]> {
  const entries = await server.store.audit.list({ limit: 200 });
  return entries
    .reverse()
    .map(({ actor, action, target }) => `${action} by ${actor.name} to ${target?.name ?? null}`);
}
