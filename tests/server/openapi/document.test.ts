import { Validator } from '@seriousme/openapi-schema-validator';
import { get, type IncomingMessage } from 'node:http';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { errorCodes, errorStatus } from '../../../common/contract/errors.ts';
import { routes, type Route, type RouteName } from '../../../common/contract/routes.ts';
import { settingsEntries } from '../../../common/contract/settings.ts';
import { openApiDocument, templateOf } from '../../../server/openapi/document.ts';
import { exampleOf } from '../../../server/openapi/examples.ts';
import type { Operation } from '../../../server/openapi/shapes.ts';
import { codesIn, readOpenApi } from '../../support/openapi.ts';
import { testServer, type TestServer } from '../../support/server.ts';

const names = Object.keys(routes) as RouteName[];
const document = openApiDocument('1.2.3');
const { check } = readOpenApi(document);

const operationOf = (name: RouteName): Operation => {
  const { method, path } = routes[name];
  return document.paths[templateOf(path)]![method.toLowerCase()]!;
};

describe('the OpenAPI document', () => {
  let server: TestServer;
  beforeAll(async () => {
    server = await testServer();
  });
  afterAll(() => server.stop());

  it('is one', async () => {
    const { valid, errors } = await new Validator().validate(structuredClone(document) as never);
    expect(errors).toBeUndefined();
    expect(valid).toBe(true);
  });

  it('has every route, and nothing else', () => {
    const described = Object.entries(document.paths).flatMap(([path, methods]) =>
      Object.entries(methods).map(
        ([method, { operationId }]) => `${operationId} ${method.toUpperCase()} ${path}`,
      ),
    );
    const served = names.map((name) => {
      const { method, path } = routes[name];
      return `${name} ${method} ${templateOf(path)}`;
    });
    expect(described.sort()).toEqual(served.sort());
  });

  it.each(names)('describes a route that is served: %s', async (name) => {
    const { method, path } = routes[name];
    const { params = {} } = exampleOf(name);
    const filled = path.replace(/:(\w+)/g, (_, key: string) => params[key]!);
    const { status, body } = await server.request(method, filled);
    expect([status, body?.error?.code]).not.toEqual([404, 'not_found']);
    expect(status).not.toBe(405);
  });

  it('knows every error code but those about addresses that are no route', () => {
    const described = new Set(names.flatMap((name) => codesIn(operationOf(name))));
    const elsewhere = ['not_found', 'method_not_allowed'];
    expect([...described].sort()).toEqual(
      errorCodes.filter((code) => !elsewhere.includes(code)).sort(),
    );
  });

  it.each(names)('puts each code of %s under its status', (name) => {
    for (const [status, answer] of Object.entries(operationOf(name).responses))
      for (const code of codesIn({ responses: { [status]: answer } }))
        expect([code, errorStatus[code]]).toEqual([code, Number(status)]);
  });

  it.each(names)('has an example of %s that is true to its schemas', (name) => {
    const { body, params = {}, query = {}, answer } = exampleOf(name);
    const operation = operationOf(name);
    const { requestBody } = operation;
    const takesJson = requestBody?.content['application/json'] !== undefined;
    if (takesJson && (requestBody.required || body !== undefined))
      expect(check(requestBody.content['application/json']!.schema!, body)).toEqual([]);
    const answered = operation.responses['200']?.content?.['application/json'];
    expect(answered === undefined).toBe(answer === undefined);
    if (answered) expect(check(answered.schema!, answer)).toEqual([]);
    for (const parameter of operation.parameters) {
      if (!('in' in parameter)) continue;
      const given = (parameter.in === 'path' ? params : query)[parameter.name];
      if (parameter.required) expect(given).toBeDefined();
      if (given === undefined) continue;
      // In an address all is text; its example is written as what it is.
      const example = parameter.schema.type === 'integer' ? Number(given) : given;
      expect(parameter.example).toEqual(example);
      expect(check(parameter.schema, example)).toEqual([]);
    }
    for (const given of Object.keys({ ...params, ...query }))
      expect(operation.parameters).toContainEqual(expect.objectContaining({ name: given }));
  });

  it('says who may call, with the scope that a script must have', () => {
    const of = (name: RouteName) => operationOf(name).security;
    expect(of('serverInfo')).toEqual([]);
    expect(of('me')).toEqual([{ technician: [] }]);
    expect(of('acceptLicence')).toEqual([{ customer: [] }]);
    expect(of('getSession')).toEqual([{ technician: [] }, { customer: [] }]);
    expect(of('createApiToken')).toEqual([{ technician: ['administrator'] }]);
    expect(of('listAudit')).toEqual([
      { technician: ['administrator'] },
      { apiToken: ['audit:read'] },
    ]);
  });

  it('says of each route over administrators that it is not for scripts there', () => {
    for (const name of names.filter((each) => 'overAdministrators' in routes[each]))
      expect(operationOf(name).description).toMatch(/administrator.*API token is refused/);
    expect(operationOf('createGroup')).not.toHaveProperty('description');
  });

  it('names the headers that a request may carry, and those of its answer', () => {
    const headersOf = (name: RouteName) =>
      operationOf(name)
        .parameters.flatMap((each) => ('$ref' in each ? [each.$ref.split('/').at(-1)] : []))
        .sort();
    expect(headersOf('openSession')).toEqual(['Contract', 'IdempotencyKey']);
    expect(headersOf('changeTechnician')).toEqual(['Contract', 'IfMatch']);
    expect(headersOf('startSession')).toEqual(['Contract', 'Seat']);
    expect(headersOf('takeSeat')).toEqual(['Contract']);
    const { responses } = operationOf('signIn');
    expect(responses['429']!.headers).toHaveProperty('Retry-After');
    expect(responses['503']!.headers).toHaveProperty('Retry-After');
    expect(operationOf('getTechnician').responses['200']!.headers).toHaveProperty('ETag');
    expect(operationOf('listTechnicians').responses['200']!.headers).not.toHaveProperty('ETag');
  });

  it('takes images as images', () => {
    expect(Object.keys(operationOf('changeLogo').requestBody!.content)).toEqual([
      'image/png',
      'image/jpeg',
      'image/webp',
    ]);
  });

  it('has the reference line of every setting', () => {
    const { properties = {} } = document.components.schemas.Settings!;
    for (const name of Object.keys(settingsEntries))
      expect(properties[name]).toMatchObject({ description: expect.stringMatching(/\.$/) });
  });

  it('is served to anyone, and only once to whoever keeps it', async () => {
    const { status, body, headers } = await server.request('GET', '/api/openapi.json');
    expect([status, body.openapi, body.info.title]).toEqual([200, '3.1.1', 'Lens']);
    expect({ ...body, info: document.info }).toEqual(JSON.parse(JSON.stringify(document)));
    // Node's own client: fetch says no-cache beside a tag of its caller's.
    const again = await new Promise<IncomingMessage>((resolve) =>
      get(
        `${server.url}/api/openapi.json`,
        { headers: { 'if-none-match': headers.get('etag')! } },
        (answer) => resolve(answer.resume()),
      ),
    );
    expect(again.statusCode).toBe(304);
  });
});

describe('the order of the routes', () => {
  it('lets no path with a parameter hide a fixed one', () => {
    const paths = names.map((name): [RouteName, Route] => [name, routes[name]]);
    for (const [index, [name, { method, path }]] of paths.entries()) {
      const hides = new RegExp(`^${path.replace(/:\w+/g, '[^/]+')}$`);
      for (const [later, other] of paths.slice(index + 1))
        expect(other.method === method && hides.test(other.path), `${name} hides ${later}`).toBe(
          false,
        );
    }
  });
});
