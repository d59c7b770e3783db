import { bare, checks, isNullable, isText, required, switches, type Seen } from './seen.ts';

/** What a text must be, as the contract words it; null where any will do. */
function form(inner: Seen): string | null {
  if (checks(inner).some(({ type }) => type === 'email')) return 'an e-mail address';
  const worded = checks(inner).filter(
    ({ type, message }) => type === 'regex' && typeof message === 'string',
  );
  // What no text may hold is not what this one must be.
  const [own] = worded.filter(({ message }) => !String(message).startsWith('no '));
  return own === undefined ? null : String(own.message);
}

/** A text with how long it may be. */
function length(inner: Seen): string {
  const [least, most] = [required(inner, 'min_length') ?? 0, required(inner, 'max_length')];
  const said = most?.toLocaleString('en');
  if (said === undefined) return 'text';
  return least === 0 ? `text of up to ${said} characters` : `text of ${least}-${said} characters`;
}

function ofText(inner: Seen, inFull: boolean): string {
  return form(inner) ?? (inFull ? length(inner) : 'text');
}

function ofList(item: Seen, inFull: boolean): string {
  if (item.options) return item.options.join(',');
  return inFull ? `A,B,…, each ${ofText(item, true)}` : 'A,B,…';
}

function inner(schema: Seen, inFull: boolean): string {
  const names = switches(schema);
  if (names) return `all|none|${names.join(',')}`;
  if (schema.type === 'boolean') return 'yes|no';
  if (schema.type === 'picklist') return (schema.options ?? []).join('|');
  if (schema.type === 'number')
    return `${required(schema, 'min_value')}-${required(schema, 'max_value')}`;
  if (schema.type === 'array' && isText(schema.item!)) return ofList(schema.item!, inFull);
  return schema.type === 'string' ? ofText(schema, inFull) : 'JSON';
}

/** What a schema takes, as it is typed on a terminal; `inFull` also how long a text may be. */
export function takes(schema: Seen, inFull: boolean): string {
  return `${inner(bare(schema), inFull)}${isNullable(schema) ? '|none' : ''}`;
}
