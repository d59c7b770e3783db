import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { scopes } from '../../../common/contract/administration.ts';
import type { ErrorCode } from '../../../common/contract/errors.ts';
import { routes, type RouteName } from '../../../common/contract/routes.ts';
import { settingsEntries } from '../../../common/contract/settings.ts';
import { openApiDocument, templateOf } from '../../../server/openapi/document.ts';
import type { Operation, Parameter } from '../../../server/openapi/shapes.ts';
import { callers, everyone, type Everyone, type WhoCalls } from '../../support/everyone.ts';
import { damagedValues, fittingValues } from '../../support/from-schema.ts';
import { goodRequests, type GoodRequest } from '../../support/good-requests.ts';
import { readOpenApi } from '../../support/openapi.ts';
import { invitingServer, smtpAt } from '../../support/inviting.ts';
import { testMailServer, type TestMailServer } from '../../support/mail.ts';
import type { TestAnswer, TestServer } from '../../support/server.ts';

/** How many requests each route gets, each of another kind and caller. */
const REQUESTS = 80;
/** Another one each time; a failure names it, and it can be given here to see that failure again. */
const seed = Number(process.env.LENS_TEST_SEED ?? Date.now() % 2 ** 31);

const document = openApiDocument('1.2.3');
const { check } = readOpenApi(document);
const { schemas: things, parameters: shared } = document.components;

/** What may be answered before it is looked at who calls. */
const beforeTheCaller: ErrorCode[] = [
  'invalid_input',
  'client_too_old',
  'client_too_new',
  'origin_refused',
];
const refusals: ErrorCode[] = ['not_signed_in', 'seat_refused', 'not_allowed'];

function operationOf(name: RouteName): Operation {
  const { method, path } = routes[name];
  return document.paths[templateOf(path)]![method.toLowerCase()]!;
}

/** Whether the document lets a caller in, be it to be told that this very thing is not theirs. */
function letsIn({ security }: Operation, who: WhoCalls): boolean {
  if (security.length === 0) return true;
  const isScript = scopes.some((scope) => scope === who);
  return security.some(({ technician, customer, apiToken }) => {
    if (isScript) return apiToken?.includes(who) ?? false;
    if (who === 'customer') return customer !== undefined;
    if (who === 'administrator') return technician !== undefined;
    const isTechnician = who === 'owner' || who === 'otherTechnician';
    return isTechnician && technician !== undefined && !technician.includes('administrator');
  });
}

interface Made {
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
  return operation.parameters
    .map((each) => ('in' in each ? each : shared[each.$ref.split('/').at(-1)!]!))
    .filter((each) => each.in === place);
}

/** Requests to an operation: good ones, made-up ones that fit, and damaged ones. */
function requestsTo(operation: Operation): fc.Arbitrary<Made> {
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

/** Whether what a route does uses up a session or a sign-in, so that the next request needs another. */
const spends = (name: RouteName): boolean => {
  const { method, caller } = routes[name];
  return method !== 'GET' && (caller !== 'administrator' || name === 'closeSession');
};

/** Whether JSON comes through as it was: what JSON has no words for is left out of it. */
const asSent = (value: unknown): unknown =>
  value === undefined ? undefined : JSON.parse(JSON.stringify(value) ?? 'null');

describe(`any request is answered as the document says (LENS_TEST_SEED=${seed})`, () => {
  let server: TestServer;
  let mail: TestMailServer;
  const carriedOut = new Set<RouteName>();
  beforeAll(async () => {
    mail = await testMailServer();
    server = await invitingServer(
      { smtp: smtpAt(mail.port) },
      { config: { trustedProxies: ['127.0.0.1'] } },
    );
  });
  afterAll(async () => {
    await server.stop();
    await mail.stop();
  });

  /** Sets every setting back to its default: a licence that has changed would stand in others' way. */
  async function setBack({ tokens }: Everyone): Promise<void> {
    const defaults = Object.fromEntries(Object.keys(settingsEntries).map((name) => [name, null]));
    const { headers } = await server.request('GET', '/api/settings', {
      token: tokens.administrator,
    });
    await server.request('PATCH', '/api/settings', {
      token: tokens.administrator,
      body: defaults,
      headers: { 'if-match': headers.get('etag')! },
    });
  }

  let sent = 0;
  async function send(
    name: RouteName,
    all: Everyone,
    { who, good, params, query, headers, body }: Made,
  ): Promise<{ answer: TestAnswer; json: unknown }> {
    const { method, path } = routes[name];
    const known: GoodRequest = (good && (await goodRequests[name].request?.(all, server))) || {};
    const values = { ...known.params, ...params };
    const filled = path.replace(/:(\w+)/g, (_, key: string) => values[key]!);
    const ofBody = ((): Pick<GoodRequest, 'body' | 'raw' | 'headers'> => {
      if (method === 'GET') return {};
      if (!body) return { body: known.body, ...(known.raw && { raw: known.raw }) };
      if ('json' in body) return { body: body.json };
      return { raw: body.raw, headers: { 'content-type': body.type } };
    })();
    const { 'content-type': type, ...others } = known.headers ?? {};
    const answer = await server.request(method, filled + query, {
      ...ofBody,
      token: all.tokens[who],
      headers: {
        ...others,
        ...(type !== undefined && !body && { 'content-type': type }),
        ...ofBody.headers,
        ...headers,
        // Limits by address have tests of their own; here they would soon hide everything else.
        'x-forwarded-for': `2001:db8:${(++sent).toString(16)}::1`,
      },
    });
    return { answer, json: asSent(ofBody.body) };
  }

  function judge(name: RouteName, made: Made, answer: TestAnswer, json: unknown): void {
    const operation = operationOf(name);
    const { status, body, headers } = answer;
    const described = operation.responses[String(status)];
    const code = body?.error?.code as ErrorCode | undefined;
    expect([status, code, described !== undefined]).toEqual([status, code, true]);
    expect(status).toBeLessThan(500);
    expect(headers.get('x-request-id')).toMatch(/^[0-9a-f-]{36}$/);
    const schema = described!.content?.['application/json']?.schema;
    expect(body !== undefined).toBe(schema !== undefined);
    if (schema) expect(check(schema, body)).toEqual([]);
    if (described!.headers.ETag) expect(headers.get('etag')).toBe(`"${body.revision}"`);
    if (body?.error?.retryAfterSeconds !== undefined)
      expect(headers.get('retry-after')).toBe(String(body.error.retryAfterSeconds));

    if (!letsIn(operation, made.who)) expect([...beforeTheCaller, ...refusals]).toContain(code);
    else if (made.good && made.who !== 'otherTechnician') expect(code).not.toBe('not_allowed');
    const sentBody = made.body && 'json' in made.body ? json : undefined;
    const taken = operation.requestBody?.content['application/json']?.schema;
    if (taken && sentBody !== undefined && check(taken, sentBody).length > 0)
      expect(status).toBeGreaterThanOrEqual(400);
    if (status < 300) carriedOut.add(name);
  }

  it.each(Object.keys(routes) as RouteName[])('%s', async (name) => {
    const { state } = goodRequests[name];
    let all = await everyone(server, state);
    await fc.assert(
      fc.asyncProperty(requestsTo(operationOf(name)), async (made) => {
        const { answer, json } = await send(name, all, made);
        judge(name, made, answer, json);
        if (answer.status >= 300) return;
        if (name === 'changeSettings') await setBack(all);
        if (spends(name)) all = await everyone(server, state);
      }),
      { seed, numRuns: REQUESTS, endOnFailure: true },
    );
  });

  it('and every route was carried out for somebody', () => {
    expect(Object.keys(routes).filter((name) => !carriedOut.has(name as RouteName))).toEqual([]);
  });

  it('and nothing was logged as a failure of the server', () => {
    const failures = server.log.map((line) => JSON.parse(line)).filter(({ level }) => level >= 50);
    expect(failures).toEqual([]);
  });
});
