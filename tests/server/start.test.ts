import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer, type AddressInfo } from 'node:net';
import { request } from 'node:https';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createCA, createCert } from 'mkcert';
import { pino } from 'pino';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import WebSocket from 'ws';
import { readConfig } from '../../server/config.ts';
import { startServer } from '../../server/start.ts';
import { quickCost } from '../support/server.ts';

const silent = pino({ level: 'silent' });
const password = 'a password for the tests';

describe('a server', { timeout: 60_000 }, () => {
  let folder: string;
  const children: ChildProcess[] = [];
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'lens-start-'));
  });
  afterEach(async () => {
    for (const child of children.splice(0)) child.kill('SIGKILL');
    await rm(folder, { recursive: true, force: true });
  });

  const environment = (more: Record<string, string> = {}) => ({
    LENS_PORT: '0',
    LENS_DATA_DIR: join(folder, 'data'),
    LENS_ADMIN_PASSWORD: password,
    ...more,
  });

  /** Runs server/main.ts as its own process, in a folder without an .env. */
  async function run(env: Record<string, string>) {
    const child = spawn(
      process.execPath,
      ['--import', import.meta.resolve('tsx'), join(process.cwd(), 'server/main.ts')],
      { cwd: folder, env: { PATH: process.env.PATH, ...env }, stdio: ['ignore', 'pipe', 'pipe'] },
    );
    children.push(child);
    let said = '';
    let complained = '';
    child.stdout.on('data', (chunk) => (said += chunk));
    child.stderr.on('data', (chunk) => (complained += chunk));
    const ended = new Promise<number | null>((resolve) => child.once('exit', resolve));
    const ready = async () => {
      await expect.poll(() => said, { timeout: 20_000 }).toContain('Customers go to');
      return /server: (http:\S+)/.exec(said)![1]!;
    };
    return { child, ended, ready, said: () => said, complained: () => complained };
  }

  const signIn = (url: string) =>
    fetch(`${url}/api/technicians/sign-in`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ email: 'admin@lens.local', password }),
    });
  const me = (url: string, token: string) =>
    fetch(`${url}/api/technicians/me`, { headers: { authorization: `Bearer ${token}` } });

  it('starts in this process, two of them side by side, and stops', async () => {
    const options = { log: silent, passwordCost: quickCost, customerPage: folder };
    const first = await startServer(readConfig(environment()), options);
    const second = await startServer(
      readConfig(environment({ LENS_DATA_DIR: join(folder, 'other') })),
      options,
    );
    expect(first.firstAdministrator).toEqual({ kind: 'configured', email: 'admin@lens.local' });
    expect(first.customerUrl).toBe(first.consoleUrl);
    expect(first.servesCustomerPage).toBe(false);
    const { token } = (await (await signIn(first.consoleUrl)).json()) as { token: string };
    expect((await me(first.consoleUrl, token)).status).toBe(200);
    expect((await me(second.consoleUrl, token)).status).toBe(401);
    await Promise.all([first.stop(), second.stop()]);
    await expect(me(first.consoleUrl, token)).rejects.toThrow();
    await first.stop();
  });

  it('serves https beside http when it is given a certificate', async () => {
    const ca = await createCA({
      organization: 'Lens tests',
      countryCode: 'FR',
      state: 'x',
      locality: 'x',
      validity: 1,
    });
    const cert = await createCert({
      ca: { key: ca.key, cert: ca.cert },
      domains: ['127.0.0.1', 'localhost'],
      validity: 1,
    });
    await writeFile(join(folder, 'cert.pem'), cert.cert);
    await writeFile(join(folder, 'key.pem'), cert.key);
    const server = await startServer(
      readConfig(
        environment({
          LENS_TLS_CERT: join(folder, 'cert.pem'),
          LENS_TLS_KEY: join(folder, 'key.pem'),
          LENS_TLS_PORT: '0',
        }),
      ),
      { log: silent, passwordCost: quickCost, customerPage: folder },
    );
    const status = await new Promise((resolve, reject) => {
      request(
        { host: 'localhost', port: server.tlsPort!, path: '/healthz', ca: ca.cert },
        (answer) => resolve(answer.resume().statusCode),
      )
        .on('error', reject)
        .end();
    });
    expect(status).toBe(200);
    expect((await fetch(`${server.consoleUrl}/healthz`)).status).toBe(200);
    await server.stop();
  });

  it('says in plain words what to do, stops on SIGTERM with 0, and tells its sockets', async () => {
    const server = await run(environment());
    const url = await server.ready();
    expect(server.said()).toContain('admin@lens.local, with the password of LENS_ADMIN_PASSWORD');
    expect(server.said()).not.toContain(password);
    expect(server.said()).toContain(`All is kept in: files in ${join(folder, 'data')}\n`);
    const socket = new WebSocket(`${url.replace('http', 'ws')}/api/technicians/me/events`);
    await new Promise((resolve, reject) => {
      socket.once('open', resolve);
      socket.once('error', reject);
    });
    const closed = new Promise((resolve) => socket.once('close', resolve));
    server.child.kill('SIGTERM');
    expect(await closed).toBe(1012);
    expect(await server.ended).toBe(0);
    expect(server.complained()).not.toContain('"level":50');
  });

  it('that was killed starts again within seconds, with everybody still signed in', async () => {
    const killed = await run(environment());
    const { token } = (await (await signIn(await killed.ready())).json()) as { token: string };
    killed.child.kill('SIGKILL');
    await killed.ended;
    const again = await run(environment());
    const url = await again.ready();
    expect((await me(url, token)).status).toBe(200);
    expect(again.said()).not.toContain('Sign in as');
    again.child.kill('SIGTERM');
    expect(await again.ended).toBe(0);
  });

  it('says in a sentence why it does not start', async () => {
    const taken = createServer().listen(0, '127.0.0.1');
    await new Promise((resolve) => taken.once('listening', resolve));
    const { port } = taken.address() as AddressInfo;
    const [misspelt, onTaken] = await Promise.all([
      run(environment({ LENS_PROT: '1', LENS_PIN_MINUTES: 'x' })),
      run(environment({ LENS_PORT: String(port) })),
    ]);
    expect(await misspelt.ended).toBe(1);
    expect(misspelt.complained().trim().split('\n')).toEqual([
      'LENS_PROT is not a key that Lens knows: see .env.example.',
      'LENS_PIN_MINUTES is "x"; it may be a whole number from 1 to 999.',
    ]);
    expect(await onTaken.ended).toBe(1);
    expect(onTaken.complained()).toContain(`Port ${port} is taken by another program.`);
    taken.close();
  });
});
