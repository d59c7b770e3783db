import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { testServer, type TestServer } from '../../support/server.ts';

const extension = `chrome-extension://${'a'.repeat(32)}`;
const stranger = `chrome-extension://${'b'.repeat(32)}`;

describe('whose pages may call the server', () => {
  let server: TestServer;
  beforeAll(async () => {
    server = await testServer({
      config: { extensionIds: ['a'.repeat(32)], publicUrl: 'https://help.example.com' },
    });
  });
  afterAll(() => server.stop());

  const signIn = (origin: string) =>
    server.request('POST', '/api/technicians/sign-in', {
      body: { email: 'a@b.cd', password: 'wrong' },
      headers: { origin },
    });
  const preflight = (origin: string) =>
    server.request('OPTIONS', '/api/sessions', {
      headers: { origin, 'access-control-request-method': 'POST' },
    });

  it('lets the extension ask once for long', async () => {
    const { status, headers } = await preflight(extension);
    expect(status).toBe(204);
    expect(headers.get('access-control-allow-origin')).toBe(extension);
    expect(Number(headers.get('access-control-max-age'))).toBeGreaterThanOrEqual(600);
    const allowed = headers.get('access-control-allow-headers')!.split(/, */);
    expect(allowed.sort()).toEqual([
      'authorization',
      'content-type',
      'idempotency-key',
      'if-match',
      'lens-contract',
      'lens-seat',
    ]);
    for (const method of ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'])
      expect(headers.get('access-control-allow-methods')).toContain(method);
    expect(headers.get('vary')).toContain('Origin');
  });

  it('lets the extension read answers, and errors too', async () => {
    for (const path of ['/api/info', '/api/technicians/me', '/api/nothing']) {
      const { headers } = await server.request('GET', path, { headers: { origin: extension } });
      expect(headers.get('access-control-allow-origin')).toBe(extension);
      expect(headers.get('access-control-expose-headers')).toContain('Retry-After');
      expect(headers.get('access-control-expose-headers')).toContain('ETag');
      expect(headers.get('access-control-expose-headers')).toContain('X-Request-Id');
    }
    const refused = await signIn(extension);
    expect(refused.body.error.code).toBe('sign_in_refused');
    expect(refused.headers.get('access-control-allow-origin')).toBe(extension);
  });

  it.each([stranger, 'https://evil.example', 'null', 'nonsense', 'http://localhost:1'])(
    'refuses %s to change anything, and shows it nothing',
    async (origin) => {
      const refused = await signIn(origin);
      expect([refused.status, refused.body.error.code]).toEqual([403, 'origin_refused']);
      expect((await preflight(origin)).status).toBe(403);
      const read = await server.request('GET', '/api/info', { headers: { origin } });
      expect(read.headers.get('access-control-allow-origin')).toBeNull();
    },
  );

  it("lets the server's own pages call it, by its public name and by the one they were opened by", async () => {
    for (const origin of ['https://help.example.com', server.url])
      expect((await signIn(origin)).body.error.code).toBe('sign_in_refused');
  });

  it('shows extensions nothing that they may not keep: no credentials', async () => {
    const { headers } = await preflight(extension);
    expect(headers.get('access-control-allow-credentials')).toBeNull();
  });
});
