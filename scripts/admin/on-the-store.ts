import { pino } from 'pino';
import * as v from 'valibot';
import { errorWords } from '../../common/i18n/errors/words.ts';
import { translator } from '../../common/i18n/translate.ts';
import { routes, type Route, type RouteName } from '../../common/contract/routes.ts';
import type { Language } from '../../common/contract/views.ts';
import { systemClock, type Clock } from '../../server/clock.ts';
import { compose } from '../../server/compose.ts';
import type { Config } from '../../server/config.ts';
import type { AdministratorCaller, Handler } from '../../server/http/handler.ts';
import { HttpError } from '../../server/http/http-error.ts';
import { namedWish } from '../../server/http/wish.ts';
import { FolderInUseError } from '../../server/store/lock-holder.ts';
import { NewerStoreError } from '../../server/store/migrations.ts';
import { openStore } from '../../server/store/open.ts';
import {
  FilesUnwritableError,
  StoreUnavailableError,
  type Store,
} from '../../server/store/store.ts';
import { createPasswords } from '../../server/technicians/passwords.ts';
import { checkedInput, type Call, type Input } from './call.ts';
import { CommandError, notReachable, refused, wrongUse } from './exits.ts';

/** Whoever has the server's terminal: the audit log says no more, for nothing more is known. */
const atTheTerminal: AdministratorCaller = {
  kind: 'administrator',
  actor: { kind: 'terminal', id: null, name: null },
  technician: null,
  justSignedIn: true,
};

const wishOf = (name: RouteName, { key, body }: Input) =>
  key === undefined ? undefined : namedWish(key, ['terminal', name], body);

/** What keeps a store from being opened or from answering, with what to do about it. */
function asCommandError(error: unknown, language: Language): unknown {
  if (error instanceof FolderInUseError)
    return notReachable(
      `${error.message} Or leave --store out, and the running server is asked (--url).`,
    );
  if (error instanceof NewerStoreError || error instanceof FilesUnwritableError)
    return notReachable(error.message);
  if (error instanceof StoreUnavailableError)
    return notReachable(
      'The database of MONGODB_URI cannot be reached. Check that it runs and that the URI is right.',
    );
  if (error instanceof HttpError)
    return refused(`${translator(errorWords, language)(error.code)} (${error.code})`, error.code);
  return error;
}

export interface OnTheStore {
  config: Config;
  /** Where links lead: that of the configuration, else this machine. */
  publicUrl: string;
  language: Language;
  /** Opens the store; by default the one that the configuration names. */
  open?: () => Promise<Store>;
  clock?: Clock;
}

/**
 * Runs the handlers of the routes in this process, over the store that the configuration names, as
 * whoever has the terminal. Only one process may have an embedded store open.
 */
export async function onTheStore({
  config,
  publicUrl,
  language,
  clock = systemClock,
  open = () => openStore(config, clock),
}: OnTheStore): Promise<{ call: Call; close(): Promise<void> }> {
  const store = await open().catch((error: unknown) => {
    throw asCommandError(error, language);
  });
  const app = await compose({
    config,
    publicUrl,
    version: 'terminal',
    store,
    passwords: createPasswords(),
    clock,
    log: pino({ level: 'error' }, pino.destination(2)),
    pages: [],
  }).catch(async (error: unknown) => {
    await store.close();
    throw asCommandError(error, language);
  });

  async function answerOf(name: RouteName, input: Input): Promise<unknown> {
    const route: Route = routes[name];
    if (name === 'createApiToken')
      throw wrongUse('An API token acts for whoever makes it: leave --store out, and sign in.');
    if (route.caller !== 'administrator')
      throw wrongUse('With --store nobody is signed in: leave it out for this command.');
    const handler = app.handlers[name] as unknown as Handler<Route>;
    const answer = await handler({
      ...checkedInput(name, input),
      caller: atTheTerminal,
      seat: undefined,
      revision: input.revision ?? 0,
      wish: wishOf(name, input),
      address: 'terminal',
      toldBrowser: { browser: null, system: null },
      language,
    } as unknown as Parameters<typeof handler>[0]);
    // As the server does: what the route does not name is stripped.
    return v.parse(route.answer, answer);
  }

  return {
    call: (async (name: RouteName, input: Input = {}) => {
      try {
        return await answerOf(name, input);
      } catch (error) {
        if (error instanceof CommandError) throw error;
        throw asCommandError(error, language);
      }
    }) as Call,
    async close() {
      await app.stop();
      await store.close();
    },
  };
}
