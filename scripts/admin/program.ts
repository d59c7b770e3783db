import { Command, CommanderError } from 'commander';
import { resolve } from 'node:path';
import { chooseLanguage } from '../../common/i18n/translate.ts';
import { CommandError, exits, wrongUse } from './exits.ts';
import { groupCommands } from './groups.ts';
import { auditCommands, sessionCommands, tokenCommands } from './operation.ts';
import { plainJson, plainLines } from './plain.ts';
import { reachServer, reachStore, type Reaching, type ReachOptions } from './reach.ts';
import { addRouteCommand, type RouteCommand, type Session } from './route-command.ts';
import { logoCommands, settingCommands, settingsReference } from './settings.ts';
import { signInAt, signOutAt } from './sign-in.ts';
import { technicianCommands } from './technicians.ts';
import type { Terminal } from './terminal.ts';
import { when } from './words.ts';

/** What a command of an administrator is run with. */
export interface Surroundings {
  terminal: Terminal;
  /** The environment, over `.env`. */
  env: Readonly<Record<string, string | undefined>>;
  /** The folder that files are named from. */
  from: string;
  fetch?: typeof fetch;
}

/** A topic: its commands, a sentence about it, and an example. */
interface Topic {
  words: string;
  about: string;
  commands: readonly RouteCommand[];
}

/** What an administrator does, topic by topic. */
export const topics: readonly Topic[] = [
  {
    words: 'technicians',
    about: 'Who may sign in: list, create, change, disable, delete; lost passwords.',
    commands: technicianCommands,
  },
  { words: 'groups', about: 'What technicians may do.', commands: groupCommands },
  {
    words: 'settings',
    about: "The company's name, logo and licence, ways of inviting, times, retention.",
    commands: settingCommands,
  },
  { words: 'sessions', about: 'Live sessions: list and end them.', commands: sessionCommands },
  { words: 'audit', about: 'Who changed what and when.', commands: auditCommands },
  { words: 'tokens', about: 'API tokens, for scripts.', commands: tokenCommands },
];

const epilogue = `
How the service is reached:
  on a running server   --url (LENS_URL; else this machine's), with an API token (LENS_API_TOKEN or
                        --token-file) or signed in (npm run admin -- sign-in)
  on the store itself   --store: what .env and the environment name, with nobody asked who you are;
                        for a lost password, second factor or last administrator

Exit status: 0 done, 1 refused by the server, 2 wrong use, 3 server or store not reachable.
For scripts: npm run --silent admin -- <command> --json

Example:
  npm run admin -- technicians create anna@example.com --name "Anna Meyer"`;

/** Topics and their commands, each with its help; \`open\` begins what a command works with. */
function commands(
  terminal: Terminal,
  open: (options: ReachOptions & { json?: boolean }) => Promise<Session>,
): Command {
  const program = new Command('npm run admin --')
    .description('Administers Lens from a terminal.')
    .option('--url <origin>', 'the running server')
    .option('--token-file <file>', 'a file, yours alone, that holds an API token')
    .option('--store', 'the store itself instead of a running server')
    .option('--json', 'one JSON document on standard output')
    .helpOption('--help', 'what may be said here')
    .helpCommand(false)
    .configureHelp({ showGlobalOptions: true })
    .configureOutput({
      writeOut: (text) => terminal.print(text.trimEnd()),
      writeErr: (text) => terminal.say(text.trimEnd()),
    })
    .exitOverride();
  program.addHelpText('after', epilogue);
  const begin = () => open(program.opts());
  for (const { words, about, commands } of topics) {
    const topic = program.command(words).description(about).helpCommand(false);
    topic.addHelpText('after', `\nExample:\n  npm run admin -- ${commands[0]!.example}`);
    for (const command of commands) addRouteCommand(topic, command, begin);
    if (words === 'settings') {
      const logo = topic.command('logo').description("The company's logo.").helpCommand(false);
      logo.addHelpText('after', `\nExample:\n  npm run admin -- ${logoCommands[0]!.example}`);
      for (const command of logoCommands) addRouteCommand(logo, command, begin);
      topic.commands
        .find((command) => command.name() === 'set')
        ?.addHelpText('after', () => `\nSettings:\n${settingsReference()}`);
    }
  }
  return program;
}

/** Signing in and out, which are about a running server alone. */
function addSignIn(program: Command, reaching: Reaching): void {
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

/** The status of what ended a command early, its words said. */
function statusOf(error: unknown, terminal: Terminal): number {
  // Commander has said it already, or was asked for help.
  if (error instanceof CommanderError) return error.exitCode === 0 ? exits.done : exits.wrongUse;
  if (!(error instanceof CommandError)) throw error;
  if (error.message !== '') terminal.say(error.message);
  return error.status;
}

/** The language that LANG and its like ask for (POSIX, 8.2), as far as Lens speaks it. */
function languageOf({ LC_ALL, LC_MESSAGES, LANG }: Surroundings['env']) {
  return chooseLanguage([(LC_ALL || LC_MESSAGES || LANG || '').replace(/[_.@].*$/, '')]);
}

/** A terminal that nothing said to it can steer: names come from others, messages from servers. */
const unsteered = (terminal: Terminal): Terminal => ({
  ...terminal,
  print: (text) => terminal.print(plainLines(text)),
  say: (text) => terminal.say(plainLines(text)),
});

/** Runs one command of an administrator, and gives its exit status. */
export async function admin(
  words: readonly string[],
  { terminal: own, env, from, fetch }: Surroundings,
): Promise<number> {
  const terminal = unsteered(own);
  const path = (named: string) => resolve(from, named);
  const reaching: Reaching = {
    env,
    terminal,
    language: languageOf(env),
    path,
    ...(fetch && { fetch }),
  };
  let close: (() => Promise<void>) | undefined;
  const program = commands(terminal, async (options) => {
    const json = options.json === true;
    if (!options.store)
      return { call: (await reachServer(options, reaching)).call, terminal, json, path };
    const store = await reachStore(options, reaching);
    close = store.close;
    return { call: store.call, terminal, json, path };
  });
  addSignIn(program, reaching);
  try {
    await program.parseAsync(words, { from: 'user' });
    return exits.done;
  } catch (error) {
    return statusOf(error, terminal);
  } finally {
    await close?.();
  }
}
