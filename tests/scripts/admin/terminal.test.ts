import { spawn, spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { root } from '../../../scripts/root.ts';
import { newFolder } from '../../support/admin.ts';
import { testServer, type TestServer } from '../../support/server.ts';

/** util-linux's `script` runs a command on a terminal of its own. */
const hasTerminal =
  process.platform === 'linux' && spawnSync('script', ['--version']).stdout?.includes('util-linux');

const password = 'a long password';
let server: TestServer;

beforeAll(async () => {
  server = await testServer();
  await server.technician({ email: 'anna@example.com', role: 'administrator' }, password);
});

afterAll(() => server.stop());

/** Signs in on a terminal: each answer is typed once its question is there. */
function signIn(answers: [question: string, typed: string][]) {
  const command = `'${process.execPath}' '${join(root, 'scripts/run.mjs')}' admin sign-in`;
  const child = spawn('script', ['--quiet', '--return', '--command', command, '/dev/null'], {
    env: { ...process.env, LENS_URL: server.url, XDG_CONFIG_HOME: newFolder(), LANG: 'C' },
  });
  const left = [...answers];
  let seen = '';
  child.stdout.on('data', (chunk: Buffer) => {
    seen += chunk.toString();
    if (left[0] && seen.includes(left[0][0])) child.stdin.write(left.shift()![1]);
  });
  return new Promise<{ status: number | null; seen: string }>((resolve) =>
    child.once('close', (status) => resolve({ status, seen })),
  );
}

describe.runIf(hasTerminal)('on a terminal', { timeout: 120_000 }, () => {
  test('a password that is typed is not seen', async () => {
    const { status, seen } = await signIn([
      ['E-mail: ', 'anna@example.com\r'],
      ['Password: ', `${password}\r`],
    ]);
    expect(status).toBe(0);
    expect(seen).toContain('anna@example.com');
    expect(seen).toContain('Signed in at');
    expect(seen).not.toContain(password);
  });

  test('Ctrl-C at the password ends it as a shell has it', async () => {
    const { status } = await signIn([
      ['E-mail: ', 'anna@example.com\r'],
      ['Password: ', '\u0003'],
    ]);
    expect(status).toBe(130);
  });
});
