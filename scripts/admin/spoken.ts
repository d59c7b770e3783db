import * as v from 'valibot';

/** A schema as it can be looked into. */
interface Seen {
  type: string;
  wrapped?: Seen;
  default?: unknown;
  item?: Seen;
  options?: readonly string[];
  entries?: Record<string, Seen>;
  pipe?: readonly Seen[];
  requirement?: unknown;
}

/** What fields are called on the terminal where that is not their own name. */
const otherNames: Readonly<Record<string, string>> = { groupId: 'group', permissions: 'may' };

const kebab = (name: string) => name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);

/** The option that stands for a field of a route's body or query. */
export const optionName = (field: string) => `--${kebab(otherNames[field] ?? field)}`;

/** What is inside of `optional` and `nullable`. */
function bare(schema: Seen): Seen {
  return schema.wrapped ? bare(schema.wrapped) : schema;
}

const isNullable = (schema: Seen): boolean =>
  schema.type === 'nullable' || (schema.wrapped !== undefined && isNullable(schema.wrapped));

/** The names of an object's fields that are all yes or no; null for another schema. */
function switches({ entries }: Seen): string[] | null {
  const each = Object.entries(entries ?? {});
  return each.length > 0 && each.every(([, { type }]) => type === 'boolean')
    ? each.map(([name]) => name)
    : null;
}

const isText = ({ type }: Seen) => type === 'string' || type === 'picklist';

/** All checks of a schema; a pipe's first part may be one itself. */
const checks = ({ pipe = [] }: Seen): Seen[] =>
  pipe.flatMap((each) => (each.pipe ? checks(each) : [each]));

/** The bounds of a number. */
function bounds(schema: Seen): string {
  const bound = (type: string) =>
    checks(schema).find((check) => check.type === type)?.requirement as number;
  return `${bound('min_value')}-${bound('max_value')}`;
}

/** What a schema takes, as it is typed on a terminal. */
function takes(schema: Seen): string {
  const inner = bare(schema);
  return isNullable(schema) ? `${takesInside(inner)}|none` : takesInside(inner);
}

function takesInside(inner: Seen): string {
  const names = switches(inner);
  if (names) return `all|none|${names.join(',')}`;
  if (inner.type === 'boolean') return 'yes|no';
  if (inner.type === 'picklist') return (inner.options ?? []).join('|');
  if (inner.type === 'number') return bounds(inner);
  if (inner.type === 'array' && isText(inner.item!))
    return inner.item!.options?.join(',') ?? 'A,B,…';
  return inner.type === 'string' ? 'text' : 'JSON';
}

const yes = ['yes', 'true', 'on'];
const no = ['no', 'false', 'off'];
const listed = (text: string) =>
  text === '' || text === 'none' ? [] : text.split(',').map((item) => item.trim());

function valueOf(schema: Seen, text: string): unknown {
  const inner = bare(schema);
  if (isNullable(schema) && text === 'none') return null;
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
 * How a value of a schema is typed on a terminal. `takes` shows what may stand there, `about` is the
 * contract's own sentence where it has one, `standard` what holds where nothing is typed; `read` gives
 * the value of a text, undefined where it is none: what it must be in detail is the schema's.
 */
export function spoken(schema: v.GenericSchema) {
  const seen = schema as unknown as Seen;
  const standard = (seen.type === 'optional' ? seen.default : undefined) ?? null;
  return {
    takes: takes(seen),
    about: v.getDescription(schema as never) ?? null,
    standard: standard === null ? null : String(standard),
    read: (text: string) => valueOf(seen, text),
  };
}
