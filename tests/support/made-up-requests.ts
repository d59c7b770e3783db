import fc from 'fast-check';
import { scopes } from '../../common/contract/administration.ts';
import type { OpenApiDocument, Operation, Parameter } from '../../server/openapi/shapes.ts';
import { callers, type WhoCalls } from './everyone.ts';
import { damagedValues, fittingValues } from './from-schema.ts';

/** Whether the document lets a caller in, be it to be told that this very thing is not theirs. */
export function letsIn({ security }: Operation, who: WhoCalls): boolean {
  if (security.length === 0) return true;
  const isScript = scopes.some((scope) => scope === who);
  return security.some(({ technician, customer, apiToken }) => {
    if (isScript) return apiToken?.includes(who) ?? false;
    if (who === 'customer') return customer !== undefined;
    if (who === 'administrator' || who === 'earlierAdministrator') return technician !== undefined;
    const isTechnician = who === 'owner' || who === 'otherTechnician';
    return isTechnician && technician !== undefined && !technician.includes('administrator');
  });
}

/** One request as it was made up. */
export interface Made {
  who: WhoCalls;
  /** Whether it is the request that a test knows to be good, with these parts of it changed. */
  good: boolean;
  params: Record<string, string> | undefined;
  query: string;
  headers: Record<string, string>;
  /** Absent where the body is left as it is. */
  body?: { json: unknown } | { raw: string; type: string };
}

const hostileSegments = [
  'x',
  '%00',
  '%E0%A4%A',
  '..%2f..',
  'A'.repeat(32),
  '0'.repeat(2000),
  '[$gt]',
];

function parametersIn(operation: Operation, place: Parameter['in']): Parameter[] {
  return operation.parameters.filter((each) => 'in' in each).filter((each) => each.in === place);
}

/**
 * Requests to an operation: good ones, made-up ones that fit, and damaged ones; half of
 * them by somebody whom the document lets in.
 */
export function requestsTo(operation: Operation, document: OpenApiDocument): fc.Arbitrary<Made> {
  const { schemas: things } = document.components;
  const path = parametersIn(operation, 'path');
  const query = parametersIn(operation, 'query');
  const made = (parameter: Parameter) => fittingValues(parameter.schema, things).map(String);
  const wild = fc.constantFrom(...hostileSegments);
  const params = fc.record(
    Object.fromEntries(path.map((each) => [each.name, fc.oneof(made(each), wild)])),
    { noNullPrototype: true },
  ) as fc.Arbitrary<Record<string, string>>;
  const queries = fc.oneof(
    fc.constant(''),
    fc
      .record(Object.fromEntries(query.map((each) => [each.name, made(each)])), {
        requiredKeys: [],
        noNullPrototype: true,
      })
      .map((given) => `?${new URLSearchParams(given as Record<string, string>)}`),
    fc.constantFrom('?unheard=1', '?limit=0', '?limit=999999', '?limit=1&limit=2', '?cursor=%00'),
  );
  const header = (name: string, values: fc.Arbitrary<string>) =>
    values.map((value): [string, string] => [name, value]);
  const headers = fc
    .array(
      fc.oneof(
        header('lens-contract', fc.constantFrom('0', '1', '2', 'one')),
        header('lens-seat', fc.constantFrom('0', '1', '2', '-1', '9999999999')),
        header('if-match', fc.constantFrom('"0"', '1', '"7"', '*', 'W/"0"')),
        header('idempotency-key', fc.constantFrom('a', 'b', 'c d', 'x'.repeat(300))),
        header('origin', fc.constantFrom('https://evil.example', 'null')),
        header('accept-language', fc.constantFrom('fr', 'de', '%%')),
      ),
      { maxLength: 2 },
    )
    .map((list) => Object.fromEntries(list));
  const schema = operation.requestBody?.content['application/json']?.schema;
  const json = schema
    ? fc.oneof(fittingValues(schema, things), damagedValues(schema, things))
    : fc.constantFrom<unknown>({}, { a: 1 }, null);
  const body = fc.oneof(
    { weight: 5, arbitrary: json.map((value) => ({ json: value })) },
    {
      weight: 1,
      arbitrary: fc.record({
        raw: fc.constantFrom('{"a":', '[]', '"', 'null', '\ufeff{}', `"${'x'.repeat(20_000)}"`),
        type: fc.constantFrom('application/json', 'text/plain', 'image/png'),
      }),
    },
  );
  return fc
    .record({
      who: fc.oneof(
        fc.constantFrom(...callers),
        fc.constantFrom(...callers.filter((who) => letsIn(operation, who))),
      ),
      kind: fc.constantFrom('good', 'changed', 'made'),
      params,
      query: queries,
      headers,
      body,
      changes: fc.nat({ max: 3 }),
    })
    .map(({ who, kind, changes, ...all }): Made => {
      const none = { params: undefined, query: '', headers: {} };
      if (kind === 'good') return { who, good: true, ...none };
      if (kind === 'made') return { who, good: false, ...all };
      // Of a good request, one part is another.
      const one = [
        { params: all.params },
        { query: all.query },
        { headers: all.headers },
        { body: all.body },
      ][changes];
      return { who, good: true, ...none, ...one };
    });
}
