import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readConfig } from '../../../server/config.ts';
import { startServer, type RunningServer } from '../../../server/start.ts';
import { quickCost } from '../../support/server.ts';

describe('what a browser is told of each page', () => {
  let folder: string;
  let server: RunningServer;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'lens-policies-'));
    await writeFile(join(folder, 'index.html'), '<!doctype html><title>Lens</title>');
    server = await startServer(
      readConfig({
        LENS_PORT: '0',
        LENS_DATA_DIR: join(folder, 'data'),
        LENS_ADMIN_PASSWORD: 'a password for the tests',
      }),
      { log: pino({ level: 'silent' }), passwordCost: quickCost, customerPage: folder },
    );
  });
  afterAll(async () => {
    await server.stop();
    await rm(folder, { recursive: true });
  });

  const headersOf = async (path: string) =>
    (await fetch(server.consoleUrl + path, { headers: { accept: 'text/html,*/*;q=0.8' } })).headers;

  it.each(['/', '/set-password', '/api', '/outbox', '/nosuch', '/api/info', '/healthz'])(
    'at %s: no code inline, no frame, no guessing of types, and the id of the request',
    async (path) => {
      const headers = await headersOf(path);
      const policy = headers.get('content-security-policy')!;
      expect(policy).not.toMatch(/unsafe|https?:|\*/);
      expect(policy).toContain("frame-ancestors 'none'");
      expect(policy).toContain("base-uri 'none'");
      expect(headers.get('x-content-type-options')).toBe('nosniff');
      expect(headers.get('x-request-id')).toMatch(/^[0-9a-f-]{36}$/);
      // This server is reached as localhost.
      expect(headers.get('strict-transport-security')).toBeNull();
    },
  );

  it("lets the customer's page alone use camera and microphone", async () => {
    const policies = new Map<string, boolean>();
    for (const path of ['/', '/set-password', '/api', '/outbox', '/nosuch', '/api/info'])
      policies.set(
        path,
        (await headersOf(path)).get('permissions-policy')!.includes('camera=(self)'),
      );
    expect([...policies].filter(([, may]) => may).map(([path]) => path)).toEqual(['/']);
    expect((await headersOf('/api')).get('permissions-policy')).toContain(
      'camera=(), microphone=()',
    );
  });
});
