import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { ErrorCode } from '../../../common/contract/errors.ts';
import { routes, type RouteName } from '../../../common/contract/routes.ts';
import { settingsEntries } from '../../../common/contract/settings.ts';
import { openApiDocument, templateOf } from '../../../server/openapi/document.ts';
import type { Operation } from '../../../server/openapi/shapes.ts';
import { everyone, type Everyone } from '../../support/everyone.ts';
import { goodRequests, type GoodRequest } from '../../support/good-requests.ts';
import { letsIn, requestsTo, type Made } from '../../support/made-up-requests.ts';
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

/** Whether what a route does uses up a session or a sign-in, so that the next request needs another. */
const spends = (name: RouteName): boolean => {
  const { method, caller } = routes[name];
  return method !== 'GET' && (caller !== 'administrator' || name === 'closeSession');
};

/** Whether a script may have asked, by the body that was made up, for what is for people alone. */
const mayAskForAdministrators = (name: RouteName, { who, body }: Made): boolean =>
  'overAdministrators' in routes[name] && who === 'technicians:write' && body !== undefined;

/** Whether JSON comes through as it was: what JSON has no words for is left out of it. */
const asSent = (value: unknown): unknown =>
  value === undefined ? undefined : JSON.parse(JSON.stringify(value) ?? 'null');

describe(`any request is answered as the document says (LENS_TEST_SEED=${seed})`, () => {
  let server: TestServer;
  let mail: TestMailServer;
  // A server for each route: wrong PINs and changed settings would stand in the next one's way.
  beforeEach(async () => {
    mail = await testMailServer({ hideSTARTTLS: true });
    server = await invitingServer(
      { smtp: smtpAt(mail.port) },
      { config: { trustedProxies: ['127.0.0.1'] } },
    );
  });
  afterEach(async () => {
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
    else if (made.good && made.who !== 'otherTechnician' && !mayAskForAdministrators(name, made))
      expect(code).not.toBe('not_allowed');
    const sentBody = made.body && 'json' in made.body ? json : undefined;
    const taken = operation.requestBody?.content['application/json']?.schema;
    if (taken && sentBody !== undefined && check(taken, sentBody).length > 0)
      expect(status).toBeGreaterThanOrEqual(400);
  }

  it.each(Object.keys(routes) as RouteName[])('%s', async (name) => {
    const { state } = goodRequests[name];
    let all = await everyone(server, state);
    let carriedOut = 0;
    await fc.assert(
      fc.asyncProperty(requestsTo(operationOf(name), document), async (made) => {
        const { answer, json } = await send(name, all, made);
        judge(name, made, answer, json);
        if (answer.status >= 300) return;
        carriedOut += 1;
        if (name === 'changeSettings') await setBack(all);
        if (!spends(name)) return;
        // Of many PINs that are open one is soon hit, and the server would ask for more digits.
        await all.session.asTechnician('POST', '/end');
        all = await everyone(server, state);
      }),
      { seed, numRuns: REQUESTS, endOnFailure: true },
    );
    expect(carriedOut).toBeGreaterThan(0);
    const failures = server.log.map((line) => JSON.parse(line)).filter(({ level }) => level >= 50);
    expect(failures).toEqual([]);
  });
});
