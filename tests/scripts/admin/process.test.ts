import { spawn } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { root } from '../../../scripts/root.ts';
import { newFolder } from '../../support/admin.ts';
import { testServer, type TestServer } from '../../support/server.ts';

const password = 'a long password';
let server: TestServer;
let home: string;

beforeAll(async () => {
  server = await testServer();
  await server.technician(
    { email: 'anna@example.com', name: 'Anna Meyer', role: 'administrator' },
    password,
  );
  home = newFolder();
});

afterAll(() => server.stop());

/** Runs the command as package.json does, in a process of its own, against the server of this test. */
function run(words: string[], { input = '', env = {}, cwd = root, isRead = true } = {}) {
  const child = spawn(process.execPath, [join(root, 'scripts/run.mjs'), 'admin', ...words], {
    cwd,
    env: { ...process.env, LENS_URL: server.url, XDG_CONFIG_HOME: home, LANG: 'C', ...env },
  });
  const said = { stdout: '', stderr: '' };
  for (const name of ['stdout', 'stderr'] as const)
    child[name].on('data', (chunk: Buffer) => (said[name] += chunk.toString()));
  // As `| head` does once it has enough.
  if (!isRead) child.stdout.destroy();
  child.stdin.end(input);
  return new Promise<{ status: number | null; stdout: string; stderr: string }>((resolve) =>
    child.once('close', (status) => resolve({ status, ...said })),
  );
}

// Each command is a process that starts anew, a second or more on a busy machine.
describe('npm run admin', { timeout: 120_000 }, () => {
  test('takes an administrator from the password to an API token, and a script from there', async () => {
    const signedIn = await run(['sign-in', '--email', 'anna@example.com'], {
      input: `${password}\n`,
    });
    expect(signedIn).toMatchObject({ status: 0, stdout: '' });
    expect(signedIn.stderr).toContain('as anna@example.com');
    expect(signedIn.stderr).not.toContain(password);

    const group = await run(['groups', 'create', 'Support', '--may', 'startSessions,link']);
    expect(group.status).toBe(0);
    const words = [
      'technicians',
      'create',
      'bob@example.com',
      '--name',
      'Bob',
      '--group',
      'support',
    ];
    const made = await run([...words, '--json']);
    const { technician, link } = JSON.parse(made.stdout) as {
      technician: { id: string };
      link: { url: string };
    };
    expect(link.url).toContain('/set-password#');
    expect(made.stderr).toBe('');

    const scopes = 'technicians:read,technicians:write,settings:read,settings:write,audit:read';
    const token = await run([
      'tokens',
      'create',
      'script',
      '--scopes',
      scopes,
      '--days',
      '1',
      '--json',
    ]);
    const { token: secret } = JSON.parse(token.stdout) as { token: string };
    expect(secret).toMatch(/^a_/);
    expect(await run(['sign-out'])).toMatchObject({ status: 0 });

    const script = { env: { LENS_API_TOKEN: secret } };
    const disabled = await run(['technicians', 'disable', 'bob@example.com', '--json'], script);
    expect(JSON.parse(disabled.stdout)).toMatchObject({ id: technician.id, disabled: true });
    const again = await run(['technicians', 'create', 'bob@example.com', '--name', 'B'], script);
    expect(again).toMatchObject({ status: 1, stdout: '' });
    expect(again.stderr).toContain('Another technician has this e-mail address. (email_taken');
    const french = await run(['technicians', 'show', 'a'.repeat(32)], {
      env: { ...script.env, LANG: 'fr_FR.UTF-8' },
    });
    expect(french).toMatchObject({ status: 1 });
    expect(french.stderr).toContain('technician_not_found');
    expect(french.stderr).not.toContain('There is no such technician');

    const log = await run(['audit', 'list', '--all', '--json'], script);
    const { items } = JSON.parse(log.stdout) as {
      items: { action: string; actor: { kind: string } }[];
    };
    expect(items[0]).toMatchObject({ action: 'technician_disabled', actor: { kind: 'api_token' } });
    expect(log.stdout).not.toContain(secret);
    expect(server.log.join('')).not.toContain(secret);
    expect(server.log.join('')).not.toContain(password);
  });

  test('finds files from the folder in which one stands', async () => {
    const folder = newFolder();
    await writeFile(join(folder, 'token'), 'no token', { mode: 0o600 });
    const { status, stderr } = await run(['groups', 'list', '--token-file', 'token'], {
      cwd: folder,
    });
    expect(status).toBe(2);
    expect(stderr).toContain('The API token is not one');
  });

  test('ends with 3 where no server answers, and with 2 for what is no command', async () => {
    const nobody = await run(['groups', 'list'], {
      env: { LENS_URL: 'http://localhost:9', LENS_API_TOKEN: `a_${'x'.repeat(43)}` },
    });
    expect(nobody).toMatchObject({ status: 3, stdout: '' });
    expect(await run(['grops', 'list'])).toMatchObject({ status: 2, stdout: '' });
  });

  test('says nothing of a reader who has had enough', async () => {
    const ended = await run(['settings', 'set', '--help'], { isRead: false });
    expect(ended).toEqual({ status: 0, stdout: '', stderr: '' });
  });
});
