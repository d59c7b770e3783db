import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { testServer, type TestServer } from '../../support/server.ts';

/** What browsers say that they take for a page. */
const accept = 'text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8';

describe('an address where there is nothing', () => {
  let server: TestServer;
  beforeAll(async () => {
    server = await testServer();
  });
  afterAll(() => server.stop());

  const open = (path: string, headers: Record<string, string> = { accept }) =>
    server.request('GET', path, { headers });

  it.each([
    ['en', 'There is nothing at this address'],
    ['fr', 'Il n&#39;y a rien à cette adresse'],
  ])('shows a browser a small page in %s', async (language, title) => {
    const { status, headers, body } = await open('/nosuch', {
      accept,
      'accept-language': language,
    });
    expect(status).toBe(404);
    expect(headers.get('content-type')).toBe('text/html; charset=utf-8');
    expect(headers.get('content-security-policy')).toContain("default-src 'none'");
    expect(body).toContain(`<h1>${title}</h1>`);
    expect(body).not.toMatch(/<script|<style|style=/);
    expect((await open('/nothing-here.css')).headers.get('content-type')).toContain('text/css');
  });

  it('repeats nothing of the address', async () => {
    const { body } = await open('/<script>alert(1)</script>');
    expect(body).not.toContain('alert');
  });

  it.each([
    ['/nosuch', '*/*'],
    ['/nosuch', 'application/json'],
    ['/api/nosuch', accept],
    ['/peer/nosuch', accept],
  ])('at %s answers who takes %s in JSON', async (path, taken) => {
    const { status, body, headers } = await open(path, { accept: taken });
    expect([status, body.error.code]).toEqual([404, 'not_found']);
    expect(body.error.requestId).toBe(headers.get('x-request-id'));
  });

  it('does not take the place of what is there', async () => {
    expect((await open('/set-password')).status).toBe(200);
    expect((await open('/healthz')).body).toEqual({ ok: true });
  });
});
