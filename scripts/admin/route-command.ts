import { Option, type Command } from 'commander';
import type * as v from 'valibot';
import { routes, type Route, type RouteName, type Routes } from '../../common/contract/routes.ts';
import type { Call, Input } from './call.ts';
import { wrongUse } from './exits.ts';
import { followPages, type Extent } from './pages.ts';
import { plainJson } from './plain.ts';
import { optionName, spoken } from './spoken.ts';
import type { Terminal } from './terminal.ts';

/** What a command works with. */
export interface Session {
  call: Call;
  terminal: Terminal;
  /** One JSON document on standard output, and nothing for the eye. */
  json: boolean;
  /** The absolute path of a file as the person named it. */
  path(named: string): string;
}

/** What a command and its arguments say of a call; its options say the rest of the body. */
type Said<R extends Route> = Omit<Input<R>, 'body'> & {
  body?: Partial<NonNullable<Input<R>['body']>>;
};

/** A route of the contract as a command; its sentence and its options are the route's own. */
export interface RouteCommand<Name extends RouteName = RouteName> {
  route: Name;
  /** The command with what it names, such as `create <email>`. */
  words: string;
  /** What may follow the command before it, in an example. */
  example: string;
  /** Instead of the route's sentence, where the command does one part of what the route does. */
  about?: string;
  /** Fields of the body that the command itself or its arguments say, and no option does. */
  said?: readonly string[];
  /** What the value of an option refers to: a name becomes an id. */
  refers?: Readonly<Record<string, (call: Call, text: string) => Promise<unknown>>>;
  /** Options beside those of the route, and what they say. */
  options?: Readonly<Record<string, string>>;
  /** What the command itself and its arguments say. */
  input?(
    session: Session,
    args: string[],
    options: Readonly<Record<string, string>>,
  ): Promise<Said<Routes[Name]>>;
  /** The answer for a person; on a command whose route answers nothing, a word that it is done. */
  show(
    answer: v.InferOutput<Routes[Name]['answer']>,
    session: Session,
    args: string[],
  ): string | Promise<string>;
}

/** Checks nothing: it only lets each command of a list have the types of its own route. */
export const routeCommand = <Name extends RouteName>(command: RouteCommand<Name>): RouteCommand =>
  command as unknown as RouteCommand;

type Entries = Readonly<Record<string, v.GenericSchema>>;
const entriesOf = (schema: v.GenericSchema | undefined): Entries =>
  (schema as { entries?: Entries } | undefined)?.entries ?? {};

const pageFields = ['cursor', 'limit'];

/** The fields that have options of their own, with their schemas. */
function fieldsOf({ route, said = [] }: RouteCommand): Record<string, v.GenericSchema> {
  const { body, query }: Route = routes[route];
  return Object.fromEntries(
    Object.entries({ ...entriesOf(query), ...entriesOf(body) }).filter(
      ([name]) => !said.includes(name) && !pageFields.includes(name) && name !== 'revision',
    ),
  );
}

const isList = (route: Route) => 'cursor' in entriesOf(route.query);

/** Whether a field must be given. */
const isNeeded = (schema: v.GenericSchema) => schema.type !== 'optional';

function addOptions(command: Command, described: RouteCommand): void {
  const route: Route = routes[described.route];
  for (const [field, schema] of Object.entries(fieldsOf(described))) {
    const { takes, about, standard } = spoken(schema);
    const words = [
      about,
      described.refers?.[field] && 'by name or id, or none',
      isNeeded(schema) && 'needed',
      standard !== null && `${standard} unless given`,
    ];
    const placeholder = described.refers?.[field] ? 'name' : takes;
    command.addOption(
      new Option(
        `${optionName(field)} <${placeholder}>`,
        words.filter(Boolean).join('; '),
      ).makeOptionMandatory(isNeeded(schema)),
    );
  }
  for (const [flags, words] of Object.entries(described.options ?? {}))
    command.option(flags, words);
  if (isList(route)) {
    command.option('--limit <number>', 'how many; 50 unless given');
    command.option('--all', 'all there are, however many pages');
    command.option('--cursor <cursor>', 'go on where "next" of the answer before says');
  }
  if (route.guarded)
    command.option(
      '--revision <number>',
      'change this revision alone; the present one unless given',
    );
  if (route.once)
    command.option('--key <text>', 'name this wish: said again within 24 h, nothing is made twice');
}

/** The options' texts as values of the route's fields. Throws what a text cannot be. */
async function fieldsGiven(
  described: RouteCommand,
  options: Readonly<Record<string, string>>,
  call: Call,
): Promise<Record<string, unknown>> {
  const fields: Record<string, unknown> = {};
  for (const [field, schema] of Object.entries(fieldsOf(described))) {
    const flag = optionName(field);
    const text = options[new Option(flag).attributeName()];
    if (text === undefined) continue;
    const { takes, read } = spoken(schema);
    const refer = described.refers?.[field];
    const value = refer && text !== 'none' ? await refer(call, text) : read(text);
    if (value === undefined) throw wrongUse(`${flag} may be ${takes}, and is "${text}".`);
    fields[field] = value;
  }
  return fields;
}

function wholeNumber(name: string, text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  if (!/^\d{1,9}$/.test(text)) throw wrongUse(`${name} may be a whole number, and is "${text}".`);
  return Number(text);
}

function extentOf(options: Readonly<Record<string, string | boolean>>): Extent {
  const limit = wholeNumber('--limit', options.limit as string | undefined);
  if (limit === 0) throw wrongUse('--limit is 1 at least.');
  return {
    ...(limit !== undefined && { limit }),
    all: options.all === true,
    cursor: options.cursor as string | undefined,
  };
}

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
  return await call(described.route, {
    ...said,
    ...(body !== undefined && { body }),
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
