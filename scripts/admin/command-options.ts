import { Option, type Command } from 'commander';
import type * as v from 'valibot';
import { routes, type Route } from '../../common/contract/routes.ts';
import type { Call } from './call.ts';
import { wrongUse } from './exits.ts';
import type { Extent } from './pages.ts';
import type { RouteCommand } from './route-command.ts';
import { isNothing, optionName, spoken } from './spoken.ts';

type Entries = Readonly<Record<string, v.GenericSchema>>;
/** The fields of a schema; none where it has none. */
export const entriesOf = (schema: v.GenericSchema | undefined): Entries =>
  (schema as { entries?: Entries } | undefined)?.entries ?? {};

/** What an option takes stands beside its name if it is no longer; else in its sentence. */
const LONGEST_PLACEHOLDER = 30;

const pageFields = ['cursor', 'limit'];

/** The fields that have options of their own, with their schemas. */
export function fieldsOf({ route, said = [] }: RouteCommand): Record<string, v.GenericSchema> {
  const { body, query }: Route = routes[route];
  return Object.fromEntries(
    Object.entries({ ...entriesOf(query), ...entriesOf(body) }).filter(
      ([name]) => !said.includes(name) && !pageFields.includes(name) && name !== 'revision',
    ),
  );
}

/** Whether a route gives a list in pages. */
export const isList = (route: Route) => 'cursor' in entriesOf(route.query);

/** Whether a field must be given. */
const isNeeded = (schema: v.GenericSchema) => schema.type !== 'optional';

/** Adds a command's options: those of its route's fields, its own, and those of lists, revisions and wishes. */
export function addOptions(command: Command, described: RouteCommand): void {
  const route: Route = routes[described.route];
  for (const [field, schema] of Object.entries(fieldsOf(described))) {
    const { takes, about, standard } = spoken(schema);
    const isLong = takes.length > LONGEST_PLACEHOLDER;
    const words = [
      about,
      isLong && !described.refers?.[field] && takes.replaceAll(',', ', '),
      described.refers?.[field] && 'by name or id, or none',
      isNeeded(schema) && 'required',
      standard !== null && `${standard} unless given`,
    ];
    const placeholder = described.refers?.[field] ? 'name' : isLong ? 'list' : takes;
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
    command.option(
      '--key <text>',
      'a name of your choice for this request: repeated with it within 24 h, it makes nothing twice',
    );
}

/** The options' texts as values of the route's fields. Throws what a text cannot be. */
export async function fieldsGiven(
  described: RouteCommand,
  options: Readonly<Record<string, string>>,
  call: Call,
): Promise<Record<string, unknown>> {
  const fields: Record<string, unknown> = {};
  for (const [field, schema] of Object.entries(fieldsOf(described))) {
    const flag = optionName(field);
    const text = options[new Option(flag).attributeName()];
    if (text === undefined) continue;
    const { mayBe, read } = spoken(schema);
    const refer = described.refers?.[field];
    const value = refer && !isNothing(text) ? await refer(call, text) : read(text);
    if (value === undefined) throw wrongUse(`${flag} may be ${mayBe}, and is "${text}".`);
    fields[field] = value;
  }
  return fields;
}

/** A whole number of up to nine digits; undefined where none was given. Throws what it may be. */
export function wholeNumber(name: string, text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  if (!/^\d{1,9}$/.test(text)) throw wrongUse(`${name} may be a whole number, and is "${text}".`);
  return Number(text);
}

/** How much of a list is asked for. */
export function extentOf(options: Readonly<Record<string, string | boolean>>): Extent {
  const limit = wholeNumber('--limit', options.limit as string | undefined);
  if (limit === 0) throw wrongUse('--limit is 1 at least.');
  return {
    ...(limit !== undefined && { limit }),
    all: options.all === true,
    cursor: options.cursor as string | undefined,
  };
}
