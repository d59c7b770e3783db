import type { JsonSchema } from '@valibot/to-json-schema';
import fc from 'fast-check';

const word = fc.stringMatching(/^[a-z]{1,12}$/);

/** Texts that routes have a use for, or nearly. */
const texts = fc.oneof(
  word,
  fc.string({ maxLength: 40, unit: 'grapheme' }),
  fc.stringMatching(/^[0-9]{6}$/),
  fc.constantFrom(' ', 'é', '👩‍🔧', '<b>', "' or 1=1", '../..', '{company}', '__proto__'),
);

function textOf({ pattern, format, minLength = 0, maxLength = 200 }: JsonSchema) {
  if (format === 'email') return word.map((name) => `${name}@lens.test`);
  // Patterns that keep a few characters out are no use for making texts up.
  if (pattern !== undefined && !pattern.includes('[^'))
    return fc.stringMatching(new RegExp(pattern));
  const excludes = new RegExp(pattern ?? '', 'u');
  return texts
    .map((text) => text.padEnd(minLength, 'x').slice(0, maxLength))
    .filter((text) => excludes.test(text));
}

/** Values that fit a schema; `things` are those that it refers to by name. */
export function fittingValues(
  schema: JsonSchema | boolean,
  things: Record<string, JsonSchema>,
): fc.Arbitrary<unknown> {
  if (typeof schema === 'boolean') return fc.constant(null);
  const of = (inner: JsonSchema | boolean) => fittingValues(inner, things);
  if (schema.$ref !== undefined) return of(things[schema.$ref.split('/').at(-1)!]!);
  const either = schema.anyOf ?? schema.oneOf;
  if (either) return fc.oneof(...either.map(of));
  if (schema.const !== undefined) return fc.constant(schema.const);
  if (schema.enum) return fc.constantFrom(...schema.enum);
  switch (schema.type) {
    case 'string':
      return textOf(schema);
    case 'integer':
    case 'number':
      return fc.integer({ min: schema.minimum ?? -1000, max: schema.maximum ?? 1_000_000 });
    case 'boolean':
      return fc.boolean();
    case 'null':
      return fc.constant(null);
    case 'array':
      return fc.array(of(schema.items as JsonSchema), {
        minLength: schema.minItems ?? 0,
        maxLength: Math.min(schema.maxItems ?? 4, 4),
      });
    case 'object': {
      const { properties, required = [], propertyNames, additionalProperties } = schema;
      if (!properties)
        return fc.dictionary(
          of(propertyNames ?? { type: 'string' }) as fc.Arbitrary<string>,
          of(additionalProperties ?? true),
          { maxKeys: 3 },
        );
      const known = Object.entries(properties).filter(
        ([, inner]) => typeof inner === 'object' && inner.not === undefined,
      );
      return fc.record(Object.fromEntries(known.map(([name, inner]) => [name, of(inner)])), {
        requiredKeys: required,
        noNullPrototype: true,
      });
    }
    default:
      throw new Error(`nothing is made up for ${JSON.stringify(schema)}`);
  }
}

/** What stands where it should not: other types, other ranges, what databases and parsers stumble over. */
const wrongs: readonly unknown[] = [
  null,
  true,
  -1,
  1.5,
  1e300,
  '',
  'x'.repeat(30_000),
  'a\u0000b',
  '\ud800',
  { $gt: '' },
  [],
  [['x']],
  {},
];

/** All places within a value, each as the keys that lead to it. */
function placesIn(value: unknown, path: string[] = []): string[][] {
  if (typeof value !== 'object' || value === null) return [path];
  const within = Object.entries(value).flatMap(([key, inner]) => placesIn(inner, [...path, key]));
  return [path, ...within];
}

function replaced(value: unknown, [key, ...rest]: string[], by: unknown): unknown {
  if (key === undefined) return by;
  const copy = structuredClone(value) as Record<string, unknown>;
  copy[key] = replaced(copy[key], rest, by);
  return copy;
}

/** Values of a schema of which one place is wrong, missing or unheard of: some still fit by chance. */
export function damagedValues(
  schema: JsonSchema,
  things: Record<string, JsonSchema>,
): fc.Arbitrary<unknown> {
  return fc
    .tuple(
      fittingValues(schema, things),
      fc.nat(),
      fc.constantFrom('wrong', 'missing', 'unheard'),
      fc.constantFrom(...wrongs),
    )
    .map(([value, where, how, wrong]) => {
      const places = placesIn(value);
      const place = places[where % places.length]!;
      if (how === 'wrong') return replaced(value, place, wrong);
      if (how === 'missing') return replaced(value, place, undefined);
      return typeof value === 'object' ? { ...value, unheard: wrong } : wrong;
    });
}
