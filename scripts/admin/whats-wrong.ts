import type * as v from 'valibot';
import { bare, inside, seen, type Seen } from './seen.ts';
import { takes } from './takes.ts';

/** What a check says, where the contract gave it words of its own; null for the library's. */
const ownWords = ({ message, kind }: v.BaseIssue<unknown>) =>
  kind === 'validation' && !message.startsWith('Invalid') ? message : null;

/** One part of what was given, of which a check or its type does not hold. */
function partOf(name: string, schema: Seen, issue: v.BaseIssue<unknown>): string {
  const own = ownWords(issue);
  // A form is what it may be; every other word of the contract says what it may have.
  if (own !== null && (issue.type !== 'regex' || own.startsWith('no ')))
    return `${name} may have ${own}.`;
  const may = `may be ${takes(schema, true)}`;
  return issue.kind === 'schema' && issue.received === 'undefined'
    ? `${name} is missing; it ${may}.`
    : `${name} ${may}.`;
}

/** The name of a part inside of a value, such as `customFields: item 1, names, fr`. */
const partName = (name: string, keys: readonly unknown[]) =>
  `${name}: ${keys.map((key) => (typeof key === 'number' ? `item ${key + 1}` : String(key))).join(', ')}`;

/**
 * The first thing that is wrong with an input of these fields, as a sentence for whoever typed it.
 * `nameOf` says how a field is called at the terminal.
 */
export function whatIsWrong(
  schema: v.GenericSchema,
  issue: v.BaseIssue<unknown>,
  nameOf: (field: string) => string,
): string {
  const [first, ...keys] = (issue.path ?? []).map(({ key }) => key);
  const field = inside(seen(schema), first);
  if (field === undefined) return `This cannot be so: ${issue.message}`;
  const name = nameOf(String(first));
  // What is typed as one text is told as a whole; of JSON the part that is wrong.
  if (keys.length === 0 || !takes(field, false).startsWith('JSON'))
    return partOf(name, field, issue);
  const part = keys.reduce<Seen | undefined>((of, key) => of && inside(of, key), bare(field));
  const named = partName(name, keys);
  return part === undefined ? `${named} is not known.` : partOf(named, part, issue);
}
