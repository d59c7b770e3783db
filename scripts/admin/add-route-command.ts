import type { Command } from 'commander';
import { routes, type Route, type RouteName } from '../../common/contract/routes.ts';
import { checkedInput, type Input } from './call.ts';
import {
  addOptions,
  entriesOf,
  extentOf,
  fieldsGiven,
  fieldsOf,
  isList,
  wholeNumber,
} from './command-options.ts';
import { wrongUse } from './exits.ts';
import { followPages } from './pages.ts';
import { plainJson } from './plain.ts';
import type { RouteCommand, Said, Session } from './route-command.ts';
import { optionName } from './spoken.ts';

/** How a field is called on a command: as its argument, as a setting, or as the option that it is. */
function nameIn({ words, said = [] }: RouteCommand, field: string): string {
  if (field === 'id') return /<(\w+)>/.exec(words)?.[1] ?? field;
  return said.includes(field) ? field : optionName(field);
}

/** Asks the route what the command, its arguments and its options say together. */
async function answerOf(
  described: RouteCommand,
  session: Session,
  args: string[],
  options: Readonly<Record<string, string>>,
): Promise<unknown> {
  const route: Route = routes[described.route];
  const given = await fieldsGiven(described, options, session.call);
  const revision = wholeNumber('--revision', options.revision);
  const said: Said<Route> = (await described.input?.(session, args, options)) ?? {};
  const call = session.call as (name: RouteName, input: Input) => Promise<unknown>;
  if (isList(route))
    return await followPages(
      async (query) =>
        (await call(described.route, { query: { ...given, ...query } })) as {
          items: unknown[];
          next: string | null;
        },
      extentOf(options),
    );
  const takesFields = Object.keys(entriesOf(route.body)).length > 0;
  const body = takesFields ? { ...given, ...(said.body as object | undefined) } : said.body;
  if (route.method === 'PATCH' && Object.keys(body as object).length === 0)
    throw wrongUse(
      `Say what to change: ${Object.keys(fieldsOf(described)).map(optionName).join(', ')}.`,
    );
  const whole = { ...said, ...(body !== undefined && { body }) };
  checkedInput(described.route, whole, (field) => nameIn(described, field));
  return await call(described.route, {
    ...whole,
    ...((revision ?? said.revision) !== undefined && { revision: revision ?? said.revision }),
    ...(options.key !== undefined && { key: options.key }),
  });
}

/** Says an answer: to a script as one JSON document, to a person in words. */
async function tell(answer: unknown, described: RouteCommand, session: Session, args: string[]) {
  const { terminal, json } = session;
  if (json) return terminal.print(plainJson(answer ?? null));
  const words = await described.show(answer as never, session, args);
  if (answer === undefined) return terminal.say(words);
  terminal.print(words);
  const { next } = answer as { next?: string | null };
  if (next) terminal.say(`There is more: --all, or --cursor ${next}`);
}

/** The end of a command's help: by what it can be done. */
function whoMay(name: RouteName): string {
  const { scope }: Route = routes[name];
  if (scope !== undefined) return `An API token needs the scope ${scope}.`;
  return name === 'createApiToken'
    ? 'It takes a sign-in: an API token acts for whoever makes it.'
    : 'It takes a sign-in, or --store: an API token cannot do this.';
}

/** Adds the command of a route to those of a topic. `open` begins what it works with. */
export function addRouteCommand(
  topic: Command,
  described: RouteCommand,
  open: () => Promise<Session>,
): void {
  const route: Route = routes[described.route];
  const command = topic.command(described.words).description(described.about ?? route.summary);
  addOptions(command, described);
  command.addHelpText('after', `\nExample:\n  npm run admin -- ${described.example}`);
  command.addHelpText('after', `\n${whoMay(described.route)}`);
  command.action(async (...all: unknown[]) => {
    const args = all.slice(0, -2).flat() as string[];
    const options = command.opts<Record<string, string>>();
    const session = await open();
    await tell(await answerOf(described, session, args, options), described, session, args);
  });
}
