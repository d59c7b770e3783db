import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer, request, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { brotliCompressSync, gzipSync } from 'node:zlib';
import Koa from 'koa';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { serveCustomerPage } from '../../../server/http/customer-page.ts';
import { securityHeaders } from '../../../server/http/security-headers.ts';
import type { RequestState } from '../../../server/http/state.ts';

describe("the customer's page", () => {
  let folder: string;
  const port = createServer();

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'lens-page-'));
    await mkdir(join(folder, 'assets'));
    await writeFile(join(folder, 'index.html'), '<!doctype html><title>Lens</title>');
    await writeFile(join(folder, 'assets/app-abc123.js'), 'start()');
    await writeFile(join(folder, 'assets/app-abc123.js.gz'), gzipSync('start()'));
    await writeFile(join(folder, 'style.css'), 'a{}');
    await writeFile(join(folder, 'style.css.br'), brotliCompressSync('a{}'));
    await writeFile(join(folder, 'style.css.gz'), gzipSync('a{}'));
    const koa = new Koa<RequestState>();
    koa.use(securityHeaders);
    koa.use(serveCustomerPage(folder)!);
    koa.use((context) => {
      context.status = 404;
      context.body = 'passed on';
    });
    port.on('request', koa.callback());
    port.listen(0, '127.0.0.1');
    await new Promise((resolve) => port.once('listening', resolve));
  });
  afterAll(async () => {
    port.closeAllConnections();
    await new Promise((resolve) => port.close(resolve));
    await rm(folder, { recursive: true });
  });

  /** Node's own client: fetch would unpack what is compressed, and tidy the path up. */
  const get = (path: string, headers: Record<string, string> = {}, method = 'GET') =>
    new Promise<{ status: number; headers: IncomingHttpHeaders; body: Buffer }>(
      (resolve, reject) => {
        const { port: number } = port.address() as AddressInfo;
        request({ port: number, host: '127.0.0.1', path, headers, method }, async (answer) => {
          const chunks: Buffer[] = [];
          for await (const chunk of answer) chunks.push(chunk as Buffer);
          resolve({
            status: answer.statusCode!,
            headers: answer.headers,
            body: Buffer.concat(chunks),
          });
        })
          .on('error', reject)
          .end();
      },
    );

  it.each(['/', '/index.html', '/?pin=123456'])(
    'opens at %s and is asked for anew',
    async (path) => {
      const { status, headers, body } = await get(path);
      expect(status).toBe(200);
      expect(headers['content-type']).toContain('text/html');
      expect(headers['cache-control']).toBe('no-cache');
      expect(headers.etag).toBeDefined();
      expect(body.toString()).toContain('Lens');
      expect((await get(path, { 'if-none-match': headers.etag! })).status).toBe(304);
    },
  );

  it('may use camera, microphone and its own server, and nothing else', async () => {
    const { headers } = await get('/', { host: 'help.example.com' });
    const policy = headers['content-security-policy'] as string;
    expect(policy).toContain("default-src 'self'");
    expect(policy).toContain("connect-src 'self' ws://help.example.com wss://help.example.com");
    expect(policy).toContain("frame-ancestors 'none'");
    expect(policy).not.toContain('unsafe');
    expect(headers['permissions-policy']).toContain('camera=(self), microphone=(self)');
    expect(headers['x-content-type-options']).toBe('nosniff');
  });

  it('lets no host header write into its policy', async () => {
    const { headers } = await get('/', { host: "x; script-src 'unsafe-inline'" });
    expect(headers['content-security-policy']).not.toContain('unsafe-inline');
  });

  it('is compressed ahead of time, and kept for ever where its name holds its hash', async () => {
    const { status, headers, body } = await get('/assets/app-abc123.js', {
      'accept-encoding': 'gzip, br',
    });
    expect(status).toBe(200);
    expect(headers['content-encoding']).toBe('gzip');
    expect(body).toEqual(gzipSync('start()'));
    expect(headers['cache-control']).toBe('public, max-age=31536000, immutable');
    expect(headers['content-type']).toContain('javascript');
  });

  it.each([
    '/anything',
    '/assets/',
    '/assets/../../package.json',
    '/..%2f..%2fpackage.json',
    '/%E0%A4%A',
    '//',
    '/index',
  ])('passes %s on, with the strict headers of everything else', async (path) => {
    const { status, headers, body } = await get(path);
    expect([status, body.toString()]).toEqual([404, 'passed on']);
    expect(headers['content-security-policy']).toContain("default-src 'none'");
    expect(headers['permissions-policy']).toContain('camera=()');
  });

  it('is served as it was at the start while it is being built anew', async () => {
    const copy = await mkdtemp(join(tmpdir(), 'lens-page-'));
    await writeFile(join(copy, 'index.html'), 'as it was');
    const step = serveCustomerPage(copy)!;
    await rm(copy, { recursive: true });
    const koa = new Koa<RequestState>();
    koa.use(step);
    const other = createServer(koa.callback()).listen(0, '127.0.0.1');
    await new Promise((resolve) => other.once('listening', resolve));
    const answer = await fetch(`http://127.0.0.1:${(other.address() as AddressInfo).port}/`);
    expect([answer.status, await answer.text()]).toEqual([200, 'as it was']);
    other.closeAllConnections();
    await new Promise((resolve) => other.close(resolve));
  });

  it.each(['bytes=5-2', 'bytes=9-99999999999', 'x'])(
    'answers whole to whoever asks for the range %s',
    async (range) => {
      const { status, body } = await get('/', { range });
      expect([status, body.toString()]).toEqual([200, '<!doctype html><title>Lens</title>']);
    },
  );

  it.each([
    ['gzip, deflate, br', 'br'],
    ['gzip', 'gzip'],
    ['br;q=0, gzip', 'gzip'],
    ['identity', undefined],
  ])('to a browser that takes %s is encoded as %s', async (accepted, encoding) => {
    const { headers } = await get('/style.css', { 'accept-encoding': accepted });
    expect(headers['content-encoding']).toBe(encoding);
    expect(headers.vary).toContain('Accept-Encoding');
  });

  it('is read, not written', async () => {
    expect((await get('/', {}, 'POST')).status).toBe(404);
    const head = await get('/', {}, 'HEAD');
    expect([head.status, head.body.length]).toEqual([200, 0]);
  });

  it('is not served before it was built', () => {
    expect(serveCustomerPage(join(folder, 'assets'))).toBeNull();
  });
});
