import type { JsonSchema } from '@valibot/to-json-schema';
import { code, english, type Say } from './say.ts';

/** What a value may be instead: all of it, however the schema nests that. */
function alternativesOf(schema: JsonSchema | boolean): (JsonSchema | boolean)[] {
  if (typeof schema === 'boolean') return [schema];
  const either = schema.anyOf ?? schema.oneOf;
  return either ? either.flatMap(alternativesOf) : [schema];
}

/** What a schema says of a value, as HTML. */
function typeOf(schema: JsonSchema, say: Say): string {
  if (schema.$ref !== undefined) {
    const name = schema.$ref.split('/').at(-1)!;
    return `<a href="#thing-${name}">${name}</a>`;
  }
  const either = alternativesOf(schema);
  if (either[0] !== schema)
    return [...new Set(either.map((each) => nested(each, say)))].join(` ${say('or')} `);
  if (schema.const !== undefined)
    return say('always', { value: code(JSON.stringify(schema.const)) });
  if (schema.enum)
    return say('oneOf', { values: schema.enum.map((each) => code(String(each))).join(', ') });
  switch (schema.type) {
    case 'string':
      return schema.format === 'email' ? say('email') : say('text');
    case 'array':
      return say('listOf', { what: nested(schema.items as JsonSchema, say) });
    case 'object':
      return schema.properties ? say('object') : say('record');
    case 'null':
      return code(say('nothing'));
    case 'integer':
    case 'number':
    case 'boolean':
      return say(schema.type);
    default:
      return say('anything');
  }
}

const nested = (schema: JsonSchema | boolean, say: Say): string =>
  typeof schema === 'boolean'
    ? say('anything')
    : [typeOf(schema, say), ...limitsOf(schema, say)].join(', ');

/** The ranges of a value, each as HTML. */
function limitsOf(schema: JsonSchema, say: Say): string[] {
  const { minimum, maximum, minLength, maxLength, maxItems, pattern } = schema;
  return [
    minimum !== undefined && say('from', { least: minimum.toLocaleString('en') }),
    maximum !== undefined && say('upTo', { most: maximum.toLocaleString('en') }),
    minLength !== undefined && minLength > 1 && say('charactersFrom', { least: minLength }),
    maxLength !== undefined && say('charactersUpTo', { most: maxLength.toLocaleString('en') }),
    maxItems !== undefined && say('itemsUpTo', { most: maxItems }),
    // A pattern that only keeps control characters out says nothing to a person.
    pattern !== undefined && !pattern.startsWith('^[^') && `${say('form')} ${code(pattern)}`,
  ].filter((each) => each !== false);
}

/** One named value. */
export interface Field {
  name: string;
  schema: JsonSchema;
  /** What is said of its presence: of what is sent that it is needed, of an answer that it may be missing. */
  presence?: 'required' | 'missing' | undefined;
  /** Where a parameter stands. */
  place?: string;
}

/** What is said of a value, be it of one of its forms alone: of a text or nothing, of the text. */
const wordsOf = ({ description, anyOf = [] }: JsonSchema): string | undefined =>
  description ??
  anyOf
    .map((each) => (typeof each === 'boolean' ? undefined : each.description))
    .find((each) => each !== undefined);

function fieldHtml({ name, schema, presence, place }: Field, say: Say): string {
  const facts = [
    place,
    presence && say(presence),
    nested(schema, say),
    schema.default === undefined
      ? undefined
      : say('unless', { value: code(JSON.stringify(schema.default)) }),
  ].filter((each) => each !== undefined);
  const words = wordsOf(schema);
  const described = words === undefined ? '' : `<br>${english(words)}`;
  return `<div><dt>${code(name)}</dt><dd><span class="facts">${facts.join(' · ')}</span>${described}</dd></div>`;
}

/** Named values, one below the other. */
export const fieldsHtml = (fields: readonly Field[], say: Say): string =>
  `<dl>${fields.map((field) => fieldHtml(field, say)).join('\n')}</dl>`;

/** Whether a schema is of what a caller sends, or of what the server answers. */
export type Direction = 'sent' | 'answered';

/** The fields of the objects that a field may hold, or that its list does. */
function fieldsWithin(schema: JsonSchema, direction: Direction, name: string): Field[] {
  return alternativesOf(schema).flatMap((each) => {
    if (typeof each === 'boolean') return [];
    const within = each.items ?? each;
    if (typeof within === 'boolean' || Array.isArray(within)) return [];
    return fieldsOf(within, direction, `${name}${each.items ? '[]' : ''}.`);
  });
}

/** The fields of an object, those of objects within it under `outer.inner`. */
function fieldsOf(schema: JsonSchema, direction: Direction, before = ''): Field[] {
  const { properties = {}, required = [] } = schema;
  return Object.entries(properties).flatMap(([key, inner]): Field[] => {
    // What may not be there at all tells one form from another, and is no field.
    if (typeof inner === 'boolean' || inner.not !== undefined) return [];
    const name = before + key;
    const isNeeded = required.includes(key);
    const presence =
      direction === 'sent' ? (isNeeded ? 'required' : undefined) : isNeeded ? undefined : 'missing';
    const field: Field = { name, schema: inner, presence };
    return [field, ...fieldsWithin(inner, direction, name)];
  });
}

/** A whole schema, for a person: its fields, or what it is where it has none. */
export function schemaHtml(schema: JsonSchema, direction: Direction, say: Say): string {
  const forms = schema.oneOf;
  if (forms)
    return forms
      .map((each, index) => {
        const words = say(index === 0 ? 'form1' : 'formN');
        return `<p>${words}</p>\n${typeof each === 'boolean' ? '' : schemaHtml(each, direction, say)}`;
      })
      .join('\n');
  const fields = fieldsOf(schema, direction);
  return fields.length > 0 ? fieldsHtml(fields, say) : `<p>${nested(schema, say)}</p>`;
}
