import * as v from 'valibot';
import { bare, isNullable, isText, seen as look, switches, type Seen } from './seen.ts';
import { takes } from './takes.ts';

/** What fields are called on the terminal where that is not their own name. */
const otherNames: Readonly<Record<string, string>> = { groupId: 'group', permissions: 'may' };

const kebab = (name: string) => name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);

/** The option that stands for a field of a route's body or query. */
export const optionName = (field: string) => `--${kebab(otherNames[field] ?? field)}`;

/** How nothing is typed: in words, or as the API's documents have it. */
export const isNothing = (text: string) => text === 'none' || text === 'null';

const yes = ['yes', 'true', 'on'];
const no = ['no', 'false', 'off'];
const listed = (text: string) =>
  text === '' || text === 'none' ? [] : text.split(',').map((item) => item.trim());

function valueOf(schema: Seen, text: string): unknown {
  const inner = bare(schema);
  if (isNullable(schema) && isNothing(text)) return null;
  const names = switches(inner);
  if (names) {
    const chosen = text === 'all' ? names : listed(text);
    if (chosen.some((name) => !names.includes(name))) return undefined;
    return Object.fromEntries(names.map((name) => [name, chosen.includes(name)]));
  }
  if (inner.type === 'boolean')
    return yes.includes(text) ? true : no.includes(text) ? false : undefined;
  if (inner.type === 'number') return /^\d{1,9}$/.test(text) ? Number(text) : undefined;
  if (inner.type === 'array' && (isText(inner.item!) || text === 'none')) return listed(text);
  if (isText(inner)) return text;
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

/**
 * How a value of a schema is typed on a terminal. `takes` shows what may stand there, `mayBe` that
 * and how long a text may be, `about` is the contract's own sentence where it has one, for a terminal, `standard` what holds where nothing is typed; `read` gives
 * the value of a text, undefined where it is none: what it must be in detail is the schema's.
 */
export function spoken(schema: v.GenericSchema) {
  const seen = look(schema);
  const standard = (seen.type === 'optional' ? seen.default : undefined) ?? null;
  return {
    takes: takes(seen, false),
    mayBe: takes(seen, true),
    about: v.getDescription(schema as never)?.replace(/\bnull\b/g, 'none') ?? null,
    standard: standard === null ? null : String(standard),
    read: (text: string) => valueOf(seen, text),
  };
}
