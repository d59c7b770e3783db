import { CommanderError } from 'commander';
import { resolve } from 'node:path';
import { chooseLanguage } from '../../common/i18n/translate.ts';
import { commandTree } from './command-tree.ts';
import { CommandError, exits } from './exits.ts';
import { plainLines } from './plain.ts';
import { reachServer, reachStore, type Reaching } from './reach.ts';
import { addSignInCommands } from './sign-in-commands.ts';
import type { Terminal } from './terminal.ts';
import { wrap } from './wrap.ts';

/** What a command of an administrator is run with. */
export interface Surroundings {
  terminal: Terminal;
  /** The environment, over `.env`. */
  env: Readonly<Record<string, string | undefined>>;
  /** The folder that files are named from. */
  from: string;
  fetch?: typeof fetch;
}

/** The status of what ended a command early, its words said. */
function statusOf(error: unknown, terminal: Terminal): number {
  // Commander has said it already, or was asked for help.
  if (error instanceof CommanderError) return error.exitCode === 0 ? exits.done : exits.wrongUse;
  if (!(error instanceof CommandError)) throw error;
  if (error.message !== '') terminal.say(wrap(error.message, terminal.columns));
  return error.status;
}

/** The language that LANG and its like ask for (POSIX, 8.2), as far as Lens speaks it. */
export function languageOf({ LC_ALL, LC_MESSAGES, LANG }: Surroundings['env']) {
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
  const program = commandTree(terminal, async (options) => {
    const json = options.json === true;
    if (!options.store)
      return { call: (await reachServer(options, reaching)).call, terminal, json, path };
    const store = await reachStore(options, reaching);
    close = store.close;
    return { call: store.call, terminal, json, path };
  });
  addSignInCommands(program, reaching);
  try {
    await program.parseAsync(words, { from: 'user' });
    return exits.done;
  } catch (error) {
    return statusOf(error, terminal);
  } finally {
    await close?.();
  }
}
