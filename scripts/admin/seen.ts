import type * as v from 'valibot';

/** A schema as it can be looked into. */
export interface Seen {
  type: string;
  wrapped?: Seen;
  default?: unknown;
  item?: Seen;
  options?: readonly string[];
  entries?: Record<string, Seen>;
  pipe?: readonly Seen[];
  requirement?: unknown;
  /** What a check says instead of the library's own sentence. */
  message?: unknown;
}

export const seen = (schema: v.GenericSchema) => schema as unknown as Seen;

/** What is inside of `optional` and `nullable`. */
export function bare(schema: Seen): Seen {
  return schema.wrapped ? bare(schema.wrapped) : schema;
}

export const isNullable = (schema: Seen): boolean =>
  schema.type === 'nullable' || (schema.wrapped !== undefined && isNullable(schema.wrapped));

/** The names of an object's fields that are all yes or no; null for another schema. */
export function switches({ entries }: Seen): string[] | null {
  const each = Object.entries(entries ?? {});
  return each.length > 0 && each.every(([, { type }]) => type === 'boolean')
    ? each.map(([name]) => name)
    : null;
}

export const isText = ({ type }: Seen) => type === 'string' || type === 'picklist';

/** All checks of a schema; a pipe's first part may be one itself. */
export const checks = ({ pipe = [] }: Seen): Seen[] =>
  pipe.flatMap((each) => (each.pipe ? checks(each) : [each]));

/** What a schema's check of that kind requires; undefined where it has none. */
export const required = (schema: Seen, type: string) =>
  checks(schema).find((check) => check.type === type)?.requirement as number | undefined;

/** The schema of a field of an object, or of the items of a list. */
export function inside(schema: Seen, key: unknown): Seen | undefined {
  const inner = bare(schema);
  return typeof key === 'number' ? inner.item : inner.entries?.[String(key)];
}
