import { checkedInput, type Call } from './call.ts';
import { CommandError, wrongUse } from './exits.ts';
import type { KeptSignIns, SignIn } from './kept-sign-in.ts';
import type { Terminal } from './terminal.ts';

/** What signing in needs. */
export interface SigningIn {
  call: Call;
  terminal: Terminal;
  kept: KeptSignIns;
  /** The server's origin. */
  url: string;
}

/**
 * Signs in: what is not given is asked for, the password without an echo, and a code where the account
 * has a second factor. The sign-in is kept for the commands after it.
 */
export async function signInAt(
  { call, terminal, kept, url }: SigningIn,
  given: { email?: string },
): Promise<SignIn> {
  // Of a pipe the first line is the password.
  if (given.email === undefined && !terminal.isAttended)
    throw wrongUse('--email is missing: who signs in, where no person can be asked.');
  const email = given.email ?? (await terminal.ask('E-mail: '));
  const password = await terminal.ask('Password: ', true);
  const body = { email, password, device: await kept.device() };
  checkedInput('signIn', { body }, (field) => (field === 'email' ? 'The e-mail' : `The ${field}`));
  const { token, expires } = await call('signIn', { body }).catch(async (error: unknown) => {
    if (!(error instanceof CommandError) || error.code !== 'second_factor_needed') throw error;
    const code = await terminal.ask('Code of your authenticator, or a recovery code: ', true);
    return await call('signIn', { body: { ...body, code } });
  });
  const signIn = { token, expires, email };
  await kept.keep(url, signIn);
  return signIn;
}

/** Ends the kept sign-in, on the server and here; false where there was none. */
export async function signOutAt({ call, kept, url }: SigningIn): Promise<boolean> {
  if ((await kept.of(url)) === null) return false;
  await call('signOut').catch((error: unknown) => {
    // One that has ended by itself is as good.
    if (!(error instanceof CommandError) || error.code !== 'not_signed_in') throw error;
  });
  await kept.forget(url);
  return true;
}
