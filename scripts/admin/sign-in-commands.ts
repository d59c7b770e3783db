import type { Command } from 'commander';
import { wrongUse } from './exits.ts';
import { plainJson } from './plain.ts';
import { reachServer, type Reaching, type ReachOptions } from './reach.ts';
import { signInAt, signOutAt } from './sign-in.ts';
import { when } from './words.ts';

/** Signing in and out, which are about a running server alone. */
export function addSignInCommands(program: Command, reaching: Reaching): void {
  const server = async () => {
    const options: ReachOptions = program.opts();
    if (options.store) throw wrongUse('With --store nobody is signed in.');
    return await reachServer(options, reaching);
  };
  const { terminal } = reaching;
  const tell = (words: string, document: object) =>
    program.opts().json ? terminal.print(plainJson(document)) : terminal.say(words);

  program
    .command('sign-in')
    .description(
      'Signs in for the commands after it; the password is asked for, or read from a pipe.',
    )
    .option('--email <address>', 'who signs in; asked for unless given')
    .addHelpText('after', '\nExample:\n  npm run admin -- sign-in --email anna@example.com')
    .action(async ({ email }: { email?: string }) => {
      const signingIn = await server();
      const signIn = await signInAt(signingIn, { email });
      tell(
        `Signed in at ${signingIn.url} as ${signIn.email} until ${when(signIn.expires)}. Kept in ${signingIn.kept.file}, for you alone.`,
        { url: signingIn.url, email: signIn.email, expires: signIn.expires },
      );
    });
  program
    .command('sign-out')
    .description('Ends that sign-in, on the server too.')
    .addHelpText('after', '\nExample:\n  npm run admin -- sign-out')
    .action(async () => {
      const signedOut = await signOutAt(await server());
      tell(signedOut ? 'Signed out.' : 'There was no sign-in.', { signedOut });
    });
}
