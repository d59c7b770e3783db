import { mkdtemp, rm } from 'node:fs/promises';
import { Agent, request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { technicianEventsPath } from '../../../common/contract/events.ts';
import { readConfig } from '../../../server/config.ts';
import { startServer, type RunningServer } from '../../../server/start.ts';
import { randomId } from '../../support/documents.ts';
import { quickCost } from '../../support/server.ts';
import { endSockets, openSocket, technicianSocket } from '../../support/sockets.ts';

const password = 'a password for the tests';
/** Longer than the test takes: it ends the server by itself. */
const DRAIN_MS = 4000;

describe('a server that was told to stop', () => {
  let folder: string;
  let server: RunningServer;
  let token: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'lens-draining-'));
    server = await startServer(
      readConfig({ LENS_PORT: '0', LENS_DATA_DIR: folder, LENS_ADMIN_PASSWORD: password }),
      { log: pino({ level: 'silent' }), passwordCost: quickCost, customerPage: folder },
    );
    const answer = await post('/api/technicians/sign-in', { email: 'admin@lens.local', password });
    ({ token } = (await answer.json()) as { token: string });
  });
  afterEach(async () => {
    endSockets();
    await server.stop();
    await rm(folder, { recursive: true });
  });

  const post = (path: string, body: unknown) =>
    fetch(server.consoleUrl + path, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        ...(token && { authorization: `Bearer ${token}` }),
      },
      body: JSON.stringify(body),
    });
  const codeOf = async (answer: Response) =>
    ((await answer.json()) as { error: { code: string } }).error.code;

  it('says so to a proxy and to sockets, opens no session, and answers what else is asked', async () => {
    const socket = await technicianSocket({ url: server.consoleUrl }, token);
    await socket.hear(({ type }) => type === 'technician');
    const stopped = server.stop(DRAIN_MS);

    expect(await socket.close()).toBe(1012);
    await expect(openSocket({ url: server.consoleUrl }, technicianEventsPath)).rejects.toThrow(
      '503',
    );
    const ready = await fetch(`${server.consoleUrl}/readyz`);
    expect([ready.status, await codeOf(ready)]).toEqual([503, 'server_stopping']);
    expect(Number(ready.headers.get('retry-after'))).toBeGreaterThan(0);
    expect((await fetch(`${server.consoleUrl}/healthz`)).status).toBe(200);

    const opened = await post('/api/sessions', { device: randomId() });
    expect([opened.status, await codeOf(opened)]).toEqual([503, 'server_stopping']);
    expect(Number(opened.headers.get('retry-after'))).toBeGreaterThan(0);
    const me = await fetch(`${server.consoleUrl}/api/technicians/me`, {
      headers: { authorization: `Bearer ${token}` },
    });
    expect(me.status).toBe(200);

    await stopped;
    await expect(fetch(`${server.consoleUrl}/healthz`)).rejects.toThrow();
  });

  it('answers the request under way, and is gone soon after', async () => {
    const agent = new Agent({ keepAlive: true });
    const body = JSON.stringify({ email: 'admin@lens.local', password });
    const answered = new Promise<number>((resolve, reject) => {
      const sending = request(
        `${server.consoleUrl}/api/technicians/sign-in`,
        {
          method: 'POST',
          agent,
          headers: { 'content-type': 'application/json', 'content-length': body.length },
        },
        (answer) => resolve(answer.resume().statusCode!),
      );
      sending.on('error', reject);
      sending.write(body.slice(0, 10), () => {
        void server.stop();
        // The rest comes once no new connection is taken any more.
        void expect
          .poll(() =>
            fetch(`${server.consoleUrl}/healthz`).then(
              () => true,
              () => false,
            ),
          )
          .toBe(false)
          .then(() => sending.end(body.slice(10)), reject);
      });
    });
    expect(await answered).toBe(200);
    const began = performance.now();
    await server.stop();
    expect(performance.now() - began).toBeLessThan(3000);
    agent.destroy();
  });
});
