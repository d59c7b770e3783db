import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { errorStatus, type ErrorCode } from '../../../common/contract/errors.ts';
import { routes, type Route, type RouteName } from '../../../common/contract/routes.ts';
import type { SessionDocument } from '../../../server/store/documents.ts';
import { hashToken, newToken } from '../../../server/tokens.ts';
import { randomId, sessionDocument } from '../../support/documents.ts';
import { testServer, type TestServer } from '../../support/server.ts';

const operators = { $gt: '' };
const deep = (levels: number): unknown => (levels === 0 ? 1 : { a: deep(levels - 1) });

interface Shape {
  type: string;
  entries?: Record<string, unknown>;
  wrapped?: Shape;
}

/** The names of the fields of a route's body. */
function fieldsOf(body: unknown): string[] {
  const shape = body as Shape;
  return Object.keys((shape.wrapped ?? shape).entries ?? {});
}

/** Bodies that no route takes, each with its name; sent as they stand. */
function badBodies(route: Route): [string, string][] {
  const whole: [string, unknown][] = [
    ['a list', []],
    ['a number', 7],
    ['a text', 'hello'],
    ['null', null],
    ['true', true],
    ['an operator', operators],
    ['an unknown field', { unheard: 1 }],
    ['a prototype', JSON.parse('{"__proto__":{"role":"administrator"}}')],
    ['something deep', deep(9)],
    ['something very deep', deep(2000)],
  ];
  const perField = fieldsOf(route.body).flatMap((field): [string, unknown][] => [
    [`${field} as an operator`, { [field]: operators }],
    [`${field} as a list`, { [field]: ['x'] }],
    [`${field} as null`, { [field]: null }],
    [`${field} as true`, { [field]: true }],
    [`${field} as a broken number`, { [field]: -1.5 }],
    [`${field} too long`, { [field]: 'x'.repeat(15_000) }],
    // A password is taken as it was typed.
    ...(field === 'password'
      ? []
      : ([[`${field} with a control character`, { [field]: 'a\u0000b' }]] as [string, unknown][])),
  ]);
  return [
    ...[...whole, ...perField].map(([name, body]): [string, string] => [
      name,
      JSON.stringify(body),
    ]),
    ['broken JSON', '{"a":'],
    ['no JSON', 'a=1&b=2'],
    ['brackets without end', '['.repeat(16_000)],
    ['more than is read', JSON.stringify({ a: 'x'.repeat(17_000) })],
  ];
}

const withBody = (Object.keys(routes) as RouteName[]).filter(
  (name) => routes[name].method !== 'GET' && !('takesImage' in routes[name]),
);

/** What a bad body may be answered; one that is good but names no revision is refused too. */
const refused = (route: Route) =>
  route.guarded
    ? /^(invalid_input|not_json|too_large|revision_needed)$/
    : /^(invalid_input|not_json|too_large)$/;

describe('bad input is refused with a 4xx and its code, and changes nothing', () => {
  let server: TestServer;
  let session: SessionDocument;
  let technicianToken: string;
  let administratorToken: string;
  const customerToken = newToken('c');

  beforeAll(async () => {
    server = await testServer();
    const signedIn = await server.technician();
    technicianToken = signedIn.token;
    administratorToken = (await server.technician({ role: 'administrator' })).token;
    session = sessionDocument({
      technicianId: signedIn.technician._id,
      openFor: signedIn.technician._id,
      state: 'joined',
      createdAt: server.clock.now(),
      pinExpiresAt: server.clock.now() + 60_000,
      customerTokenHash: hashToken(customerToken),
      seats: {
        technician: { generation: 1, device: randomId(), seenAt: server.clock.now(), awayAt: null },
        customer: { generation: 1, device: randomId(), seenAt: server.clock.now(), awayAt: null },
      },
    });
    await server.store.sessions.insert(session);
  });
  afterAll(() => server.stop());

  const tokenFor = (route: Route) =>
    route.caller === 'customer'
      ? customerToken
      : route.caller === 'administrator'
        ? administratorToken
        : technicianToken;
  const pathOf = (route: Route) => route.path.replace(':id', session._id);

  it.each(withBody)('%s', async (name) => {
    const route: Route = routes[name];
    for (const [what, raw] of badBodies(route)) {
      const { status, body } = await server.request(route.method, pathOf(route), {
        raw,
        token: tokenFor(route),
        headers: { 'content-type': 'application/json' },
      });
      expect([what, body?.error?.code], `${name}: ${what} was answered ${status}`).toEqual([
        what,
        expect.stringMatching(refused(route)),
      ]);
      expect(status).toBe(errorStatus[body.error.code as ErrorCode]);
    }
    expect(await server.store.sessions.byId(session._id)).toEqual(session);
  });

  it.each(withBody)('%s, when it is not said to be JSON', async (name) => {
    const route: Route = routes[name];
    for (const type of ['text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data']) {
      const { status, body } = await server.request(route.method, pathOf(route), {
        raw: '{}',
        token: tokenFor(route),
        headers: { 'content-type': type },
      });
      expect([status, body.error.code]).toEqual([415, 'not_json_type']);
    }
    expect(await server.store.sessions.byId(session._id)).toEqual(session);
  });

  it.each([
    'x',
    '%00',
    '%E0%A4%A',
    '..%2f..%2fetc%2fpasswd',
    '[$gt]=',
    'A'.repeat(32),
    '0'.repeat(31),
    '0'.repeat(5000),
  ])('a session id such as %s', async (id) => {
    const { status, body } = await server.request('GET', `/api/sessions/${id}`, {
      token: technicianToken,
    });
    expect(status).toBeGreaterThanOrEqual(400);
    expect(status).toBeLessThan(500);
    expect(body.error.code).toMatch(/^(invalid_input|not_found)$/);
  });

  it('names the field that was wrong', async () => {
    const { body } = await server.request('POST', '/api/technicians/sign-in', {
      body: { email: 'anna@lens.test', password: operators },
    });
    expect(body.error).toMatchObject({ code: 'invalid_input', field: 'password' });
  });

  it('a language that Lens does not speak', async () => {
    const { status, body } = await server.request('GET', '/api/licence/de');
    expect([status, body.error.code, body.error.field]).toEqual([400, 'invalid_input', 'language']);
  });

  it.each(['x', '1.5', '-1', '99999999999', '1, 2'])('a seat header of %s', async (seat) => {
    const { status, body } = await server.request('GET', `/api/sessions/${session._id}`, {
      token: technicianToken,
      headers: { 'lens-seat': seat },
    });
    expect([status, body.error.code, body.error.field]).toEqual([
      400,
      'invalid_input',
      'lens-seat',
    ]);
  });

  it('logged nothing as a failure of the server, and nothing that was sent', () => {
    const failures = server.log.map((line) => JSON.parse(line)).filter(({ level }) => level >= 50);
    expect(failures).toEqual([]);
    const all = server.log.join('');
    for (const secret of [technicianToken, customerToken, session.pin!, session._id, '127.0.0.1'])
      expect(all).not.toContain(secret);
  });
});
