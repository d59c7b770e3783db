import { join } from 'node:path';
import { pino } from 'pino';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { readConfig } from '../../../server/config.ts';
import { startServer, type RunningServer } from '../../../server/start.ts';
import { newFolder, runAdmin } from '../../support/admin.ts';
import { quickCost } from '../../support/server.ts';

/** A data folder with a first administrator, and the server that made it, stopped. */
let env: Record<string, string | undefined>;
let server: RunningServer | undefined;

const start = () =>
  startServer(readConfig(env), { passwordCost: quickCost, log: pino({ level: 'silent' }) });

beforeEach(async () => {
  env = {
    LENS_DATA_DIR: join(newFolder(), 'data'),
    LENS_PORT: '0',
    LENS_ADMIN_EMAIL: 'first@example.com',
    LENS_ADMIN_PASSWORD: 'a password that gets lost',
    LENS_PUBLIC_URL: 'https://help.example.com',
  };
  server = await start();
  await server.stop();
  server = undefined;
});

afterEach(async () => {
  await server?.stop();
});

const onStore = (...words: string[]) =>
  runAdmin(['--store', ...words], {
    env: { ...env, LENS_API_TOKEN: undefined, LENS_URL: undefined },
  });

const post = (path: string, body: unknown) =>
  fetch(`http://localhost:${server!.port}${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });

describe('on the store itself, while no server runs', () => {
  test('a lost password is set anew by a link, with which one signs in', async () => {
    const { status, out } = await onStore(
      'technicians',
      'password-link',
      'first@example.com',
      '--json',
    );
    expect(status).toBe(0);
    const { url } = JSON.parse(out) as { url: string };
    expect(url).toMatch(/^https:\/\/help\.example\.com\/set-password#/);

    server = await start();
    const password = 'a password to remember';
    const token = new URL(url).hash.slice(1);
    expect((await post('/api/technicians/set-password', { token, password })).status).toBe(200);
    const signIn = await post('/api/technicians/sign-in', { email: 'first@example.com', password });
    expect(signIn.status).toBe(200);
  });

  test('another administrator is made, and the audit log says by whom: the terminal', async () => {
    const made = await onStore('technicians', 'create', 'anna@example.com', '--name', 'Anna Meyer');
    expect(made.status).toBe(0);
    const raised = await onStore(
      'technicians',
      'change',
      'anna@example.com',
      '--role',
      'administrator',
    );
    expect(raised.out).toMatch(/role: +administrator/);

    const { out } = await onStore('audit', 'list', '--json');
    const { items } = JSON.parse(out) as { items: { action: string; actor: object }[] };
    expect(items.slice(0, 2)).toMatchObject([
      { action: 'technician_promoted', actor: { kind: 'terminal' } },
      { action: 'technician_created', actor: { kind: 'terminal' } },
    ]);
  });

  test('a wish that is named is carried out once, and its name is one', async () => {
    const create = (email: string, key: string) =>
      onStore('technicians', 'create', email, '--name', 'Anna', '--key', key, '--json');
    const first = await create('anna@example.com', 'wish-1');
    const again = await create('anna@example.com', 'wish-1');
    expect([first.status, again.status]).toEqual([0, 0]);
    expect(JSON.parse(again.out).technician).toEqual(JSON.parse(first.out).technician);
    expect(JSON.parse(again.out).link.delivery).toBe('not_repeated');
    const other = await create('ben@example.com', 'wish-1');
    expect([other.status, other.err]).toEqual([1, expect.stringContaining('key_reused')]);
    const none = await create('ben@example.com', 'two words');
    expect([none.status, none.err]).toEqual([1, expect.stringContaining('invalid_input')]);
  });

  test('the last administrator stays one', async () => {
    const { status, err } = await onStore('technicians', 'disable', 'first@example.com');
    expect(status).toBe(1);
    expect(err).toContain('This is the last administrator.');
  });

  test('settings are changed, and hold when the server starts', async () => {
    await onStore('settings', 'set', 'companyName=Acme', 'tutorial=no');
    server = await start();
    const info = await fetch(`http://localhost:${server.port}/api/info`);
    expect(await info.json()).toMatchObject({ companyName: 'Acme', tutorial: false });
  });

  test('an API token is not made: it acts for a person', async () => {
    const words = ['tokens', 'create', 'x', '--scopes', 'audit:read', '--days', '1'];
    const { status, err } = await onStore(...words);
    expect(status).toBe(2);
    expect(err).toContain('sign in');
    expect((await onStore('tokens', 'list')).status).toBe(0);
  });
});

test('while a server has the embedded store open, it is told what to do instead', async () => {
  server = await start();
  const { status, err } = await onStore('technicians', 'list');
  expect(status).toBe(3);
  expect(err).toContain(env.LENS_DATA_DIR);
  expect(err).toContain('Stop that one first');
  expect(err).toContain('--url');
});

test('a configuration that may not be so is told as at the start of a server', async () => {
  env.LENS_PORT = 'eighty';
  const { status, err } = await onStore('technicians', 'list');
  expect(status).toBe(2);
  expect(err).toContain('LENS_PORT is "eighty"');
});

test('what the terminal itself reads does not keep a server from starting', () => {
  expect(() => readConfig({ LENS_URL: 'x', LENS_API_TOKEN: 'y' })).not.toThrow();
});
