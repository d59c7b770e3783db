import { readFile, stat } from 'node:fs/promises';
import type { Route } from '../../common/contract/routes.ts';
import type { Language } from '../../common/contract/views.ts';
import { ConfigError, readConfig, type Config } from '../../server/config.ts';
import { terminalKeys } from '../../server/config/terminal-keys.ts';
import type { Call } from './call.ts';
import { CommandError, refused, wrongUse } from './exits.ts';
import { keptSignIns, signInFile, type KeptSignIns } from './kept-sign-in.ts';
import { onAServer } from './on-a-server.ts';
import { signInAt, type SigningIn } from './sign-in.ts';
import type { Terminal } from './terminal.ts';
import { sayingWhatToDo } from './what-to-do.ts';

type Environment = Readonly<Record<string, string | undefined>>;

/** What a person says of how the service is to be reached. */
export interface ReachOptions {
  url?: string;
  tokenFile?: string;
  store?: boolean;
}

/** What reaching needs beside it. */
export interface Reaching {
  /** The environment, over `.env`. */
  env: Environment;
  terminal: Terminal;
  language: Language;
  /** The absolute path of a file as the person named it. */
  path(named: string): string;
  fetch?: typeof fetch;
}

/** Groups and all others: who they are does not matter. */
const BY_OTHERS = 0o077;

/** The origin that is named, by the option or LENS_URL, else of this machine. Throws CommandError. */
export function urlOf({ url }: ReachOptions, env: Environment): string {
  const named = url ?? (env.LENS_URL || `http://localhost:${env.LENS_PORT || '8080'}`);
  const { parse, may } = terminalKeys.LENS_URL;
  const origin = parse(named.trim());
  if (origin === undefined) throw wrongUse(`"${named}" is no server's address. It may be ${may}.`);
  return origin;
}

/** The API token of a file or of LENS_API_TOKEN; null where there is none. */
export async function apiTokenOf(
  { tokenFile }: ReachOptions,
  { env, path }: Reaching,
): Promise<string | null> {
  if (tokenFile === undefined && !env.LENS_API_TOKEN) return null;
  let token = env.LENS_API_TOKEN ?? '';
  if (tokenFile !== undefined) {
    const file = path(tokenFile);
    const { mode } = await stat(file).catch(() => {
      throw wrongUse(`The file ${file} cannot be read.`);
    });
    if (process.platform !== 'win32' && (mode & BY_OTHERS) !== 0)
      throw wrongUse(
        `Others than you can read ${file}. Make it yours alone first: chmod 600 ${file}`,
      );
    token = await readFile(file, 'utf8');
  }
  const { parse, may } = terminalKeys.LENS_API_TOKEN;
  const apiToken = parse(token.trim());
  if (apiToken === undefined) throw wrongUse(`The API token is not one: ${may}.`);
  return apiToken;
}

/** The API token where the route takes one; else a sign-in, asked for where somebody is there. */
function tokens(signingIn: SigningIn, apiToken: string | null) {
  const { kept, url, terminal } = signingIn;
  return async (route: Route): Promise<string | null> => {
    if (route.caller === 'anyone') return null;
    if (apiToken !== null && route.scope !== undefined) return apiToken;
    const signIn = await kept.of(url);
    if (signIn) return signIn.token;
    if (terminal.isAttended) return (await signInAt(signingIn, {})).token;
    throw refused(
      apiToken === null
        ? 'Sign in first (npm run admin -- sign-in), or give an API token (LENS_API_TOKEN, --token-file).'
        : 'An API token cannot do this. Sign in first: npm run admin -- sign-in',
      'not_signed_in',
    );
  };
}

/** A sign-in that has ended is forgotten, so that the next command begins one. */
const forgetting =
  (call: Call, { kept, url }: { kept: KeptSignIns; url: string }): Call =>
  async (name, input) => {
    try {
      return await call(name, input);
    } catch (error) {
      const ended = error instanceof CommandError && error.code === 'not_signed_in';
      if (ended && name !== 'signOut') await kept.forget(url);
      throw error;
    }
  };

/** A running server, with all that signing in there needs. */
export async function reachServer(options: ReachOptions, reaching: Reaching): Promise<SigningIn> {
  const { env, terminal, language, fetch } = reaching;
  const url = urlOf(options, env);
  const kept = keptSignIns(signInFile(env));
  const apiToken = await apiTokenOf(options, reaching);
  const signingIn: SigningIn = {
    terminal,
    kept,
    url,
    call: (name, input) => call(name, input),
  };
  const call = forgetting(
    sayingWhatToDo(
      onAServer({
        url,
        tokenFor: tokens(signingIn, apiToken),
        language,
        ...(fetch && { fetch }),
      }),
      { byApiToken: apiToken !== null },
    ),
    signingIn,
  );
  return signingIn;
}

/** The configuration as `npm start` reads it. Throws what is wrong with it. */
export function configOf(env: Environment): Config {
  try {
    return readConfig(env);
  } catch (error) {
    if (error instanceof ConfigError) throw wrongUse(error.message);
    throw error;
  }
}

/** The store itself, as the configuration names it; close it in any case. */
export async function reachStore(
  options: ReachOptions,
  { env, language }: Reaching,
): Promise<{ call: Call; close(): Promise<void> }> {
  if (options.url !== undefined || options.tokenFile !== undefined)
    throw wrongUse('--store asks no server: leave --url and --token-file out.');
  const config = configOf(env);
  // Loaded only where it is used: it is the whole server.
  const { onTheStore } = await import('./on-the-store.ts');
  const { hostForPeople } = await import('../../server/start.ts');
  return await onTheStore({
    config,
    publicUrl: config.publicUrl ?? `http://${hostForPeople(config.host)}:${config.port}`,
    language,
  });
}
