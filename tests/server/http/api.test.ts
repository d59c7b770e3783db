import { createConnection } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { errorWords } from '../../../common/i18n/errors/words.ts';
import { StoreUnavailableError, type Store } from '../../../server/store/store.ts';
import { openEmbedded } from '../../../server/store/embedded.ts';
import { testServer, type TestServer } from '../../support/server.ts';

describe('the API', () => {
  let server: TestServer;
  beforeAll(async () => {
    server = await testServer();
  });
  afterAll(() => server.stop());

  it('says in JSON that a path is unknown', async () => {
    const { status, body } = await server.request('GET', '/api/nothing');
    expect([status, body.error.code]).toEqual([404, 'not_found']);
    expect(body.error.message).toBe(errorWords.en.not_found);
    expect(body.error.requestId).toMatch(/^[0-9a-f-]{36}$/);
  });

  it('knows a path as it is written alone: no other letter case, no slash at its end', async () => {
    const { token } = await server.technician({ role: 'administrator' });
    const statusOf = async (path: string) => {
      const { status, body } = await server.request('GET', path, { token });
      return [status, body.error?.code];
    };
    for (const path of ['/api/info', '/api/sessions', '/api/technicians/me'])
      expect([path, ...(await statusOf(path))]).toEqual([path, 200, undefined]);
    for (const path of [
      '/API/Info',
      '/api/Info',
      '/api/info/',
      '/API/Sessions',
      '/api/sessions/',
      '/api/Technicians/me',
      '/api//info',
    ])
      expect([path, ...(await statusOf(path))]).toEqual([path, 404, 'not_found']);
  });

  it('says so too of a request that has no path at all', async () => {
    const { hostname, port } = new URL(server.url);
    const answer = await new Promise<string>((resolve) => {
      let heard = '';
      const socket = createConnection(Number(port), hostname);
      socket.on('data', (chunk) => (heard += chunk));
      socket.on('close', () => resolve(heard));
      socket.write('GET http:// HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n');
    });
    expect(answer).toContain('404 Not Found');
    expect(answer).toContain('"code":"not_found"');
  });

  it.each([
    ['DELETE', '/api/info'],
    ['GET', '/api/pins/find'],
    ['PUT', '/api/technicians/me'],
  ])('says that it does not do %s %s', async (method, path) => {
    const { status, body } = await server.request(method, path);
    expect([status, body.error.code]).toEqual([405, 'method_not_allowed']);
  });

  it.each([
    ['fr', 'fr'],
    ['fr-CA,en;q=0.5', 'fr'],
    ['de, en;q=0.8, fr;q=0.9', 'fr'],
    ['de', 'en'],
    ['*', 'en'],
    ['%%;;q=,', 'en'],
  ])('speaks to a caller who prefers %s in %s', async (preferred, language) => {
    const { body, headers } = await server.request('GET', '/api/nothing', {
      headers: { 'accept-language': preferred },
    });
    expect(body.error.message).toBe(errorWords[language as 'en' | 'fr'].not_found);
    expect(headers.get('content-language')).toBe(language);
  });

  it.each([
    ['0', 'client_too_old'],
    ['2', 'client_too_new'],
    ['one', 'invalid_input'],
  ])('refuses a client whose contract is %s', async (version, code) => {
    const { body } = await server.request('GET', '/api/info', {
      headers: { 'lens-contract': version },
    });
    expect(body.error.code).toBe(code);
  });

  it('serves a client of its own contract, and one that says none', async () => {
    const own = await server.request('GET', '/api/info', { headers: { 'lens-contract': '1' } });
    expect(own.status).toBe(200);
    expect((await server.request('GET', '/api/info')).body.product).toBe('lens');
  });

  it('is kept by no cache and shown in no frame', async () => {
    const { headers } = await server.request('GET', '/api/info');
    expect(headers.get('cache-control')).toBe('no-store');
    expect(headers.get('x-content-type-options')).toBe('nosniff');
    expect(headers.get('referrer-policy')).toBe('no-referrer');
    expect(headers.get('content-security-policy')).toContain("frame-ancestors 'none'");
    expect(headers.get('set-cookie')).toBeNull();
  });

  it.each([
    ['no token', undefined],
    ['a token of nobody', `t_${'a'.repeat(43)}`],
    ["a customer's token", `c_${'a'.repeat(43)}`],
    ['half a token', 't_abc'],
    ['an operator', '{"$gt":""}'],
  ])('tells a technician with %s to sign in', async (_, token) => {
    const { status, body } = await server.request('GET', '/api/technicians/me', { token });
    expect([status, body.error.code]).toEqual([401, 'not_signed_in']);
  });

  it.each([
    [{ pinMinutes: 0 }, 'pinMinutes', '>=1'],
    [{ accentColour: 'red' }, 'accentColour', '#rrggbb'],
    [{ tutorial: 'yes' }, 'tutorial', 'boolean'],
    [{ pinHours: 1 }, 'pinHours', 'never'],
  ])('says of %j which field is wrong, and what may stand there', async (body, field, expected) => {
    const { token } = await server.technician({ role: 'administrator' });
    const headers = { 'if-match': '"0"' };
    const answer = await server.request('PATCH', '/api/settings', { token, body, headers });
    expect([answer.status, answer.body.error]).toEqual([
      400,
      expect.objectContaining({ code: 'invalid_input', field }),
    ]);
    expect(answer.body.error.expected).toContain(expected);
  });

  it('refuses a customer without a token that is good for this session', async () => {
    const path = `/api/sessions/${'0'.repeat(32)}/licence/decline`;
    for (const token of [undefined, `c_${'a'.repeat(43)}`, `t_${'a'.repeat(43)}`]) {
      const { status, body } = await server.request('POST', path, { token });
      expect([status, body.error.code]).toEqual([401, 'seat_refused']);
    }
  });

  it('answers HEAD and a bare OPTIONS without a body', async () => {
    expect((await server.request('HEAD', '/api/info')).status).toBe(200);
    expect((await server.request('OPTIONS', '/api/info')).headers.get('allow')).toContain('GET');
  });

  it('is healthy and ready', async () => {
    expect((await server.request('GET', '/healthz')).body).toEqual({ ok: true });
    expect((await server.request('GET', '/readyz')).body).toEqual({ ok: true });
  });

  it('survives a sender who breaks off in the middle of a body', async () => {
    const { port } = new URL(server.url);
    await new Promise<void>((resolve) => {
      const socket = createConnection(Number(port), '127.0.0.1', () => {
        socket.write(
          'POST /api/technicians/sign-in HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 100\r\n\r\n{"em',
          () => socket.destroy(),
        );
      });
      socket.on('close', () => resolve());
    });
    await expect
      .poll(() => server.log.some((line) => line.includes('broken off by its sender')))
      .toBe(true);
    expect((await server.request('GET', '/healthz')).status).toBe(200);
  });
});

describe('the API, when something fails behind it', () => {
  /** A store of which one operation fails. */
  async function failing(error: Error): Promise<Store> {
    const store = await openEmbedded({ inMemory: true });
    const fail = () => Promise.reject(error);
    return { ...store, signIns: { ...store.signIns, byHash: fail }, ping: fail };
  }
  const token = `t_${'a'.repeat(43)}`;

  it('says that the database is away, and when to come back', async () => {
    const server = await testServer({ store: await failing(new StoreUnavailableError('away')) });
    const { status, body, headers } = await server.request('GET', '/api/technicians/me', {
      token,
    });
    expect([status, body.error.code]).toEqual([503, 'store_unavailable']);
    expect(headers.get('retry-after')).toBe(String(body.error.retryAfterSeconds));
    expect((await server.request('GET', '/readyz')).status).toBe(503);
    expect((await server.request('GET', '/healthz')).status).toBe(200);
    await server.stop();
  });

  it('keeps what it does not know to its log, under the id that the caller is told', async () => {
    const server = await testServer({ store: await failing(new Error('disk on fire')) });
    const { status, body } = await server.request('GET', '/api/technicians/me', { token });
    expect([status, body.error.code]).toEqual([500, 'internal']);
    expect(JSON.stringify(body)).not.toContain('fire');
    const line = server.log.find((each) => each.includes('disk on fire'))!;
    expect(JSON.parse(line)).toMatchObject({ level: 50, requestId: body.error.requestId });
    expect(line).not.toContain(token);
    await server.stop();
  });

  it('sends nothing that does not fit its contract', async () => {
    const server = await testServer();
    const { token } = await server.technician({ role: 'owner' as never });
    const { status, body } = await server.request('GET', '/api/technicians/me', { token });
    expect([status, body.error.code]).toEqual([500, 'internal']);
    expect(server.log.join('')).toContain('"paths":["role"]');
    await server.stop();
  });
});
