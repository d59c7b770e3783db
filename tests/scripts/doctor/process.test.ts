import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Finding } from '../../../scripts/doctor/finding.ts';
import { root } from '../../../scripts/root.ts';
import { waitUntil } from '../../../scripts/wait-until.ts';
import { configKeys } from '../../../server/config/keys.ts';
import { newFolder } from '../../support/admin.ts';
import { SECRET } from '../../support/turn/credential.ts';
import { coturnProgram } from '../../support/turn/coturn-program.ts';
import { doctorsCoturn, type DoctorsCoturn } from '../../support/turn/doctors-coturn.ts';
import { apiToken } from '../../support/everyone.ts';
import { testServer, type TestServer } from '../../support/server.ts';

const nothingChosen = Object.fromEntries(Object.keys(configKeys).map((key) => [key, '']));

/** Runs the command as package.json does, in a process of its own. */
function start(words: string[], env: Record<string, string> = {}) {
  const child = spawn(process.execPath, [join(root, 'scripts/run.mjs'), 'doctor', ...words], {
    cwd: root,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, ...nothingChosen, XDG_CONFIG_HOME: home, LANG: 'C', ...env },
  });
  const said = { stdout: '', stderr: '' };
  for (const name of ['stdout', 'stderr'] as const)
    child[name].on('data', (chunk: Buffer) => (said[name] += chunk.toString()));
  const ended = new Promise<{ status: number | null; stdout: string; stderr: string }>((resolve) =>
    child.once('close', (status) => resolve({ status, ...said })),
  );
  return { said, ended };
}
const run = (words: string[], env?: Record<string, string>) => start(words, env).ended;

let server: TestServer;
let coturn: DoctorsCoturn | null = null;
let token: string;
let home: string;

beforeAll(async () => {
  home = newFolder();
  coturn = coturnProgram() === null ? null : await doctorsCoturn();
  const turn = coturn && { urls: [coturn.urls.udp, coturn.urls.tcp], secret: SECRET };
  server = await testServer({
    // Credentials end by the clock on the wall.
    clock: { now: () => Date.now(), pass: () => undefined },
    config: { relay: { stunUrls: coturn ? [coturn.stun] : [], turn, twilio: null } },
  });
  const administrator = await server.technician({ role: 'administrator' });
  ({ token } = await apiToken(server, administrator, 'doctor:run'));
});
afterAll(async () => {
  await server.stop();
  await coturn?.stop();
});

const statesOf = (findings: Finding[], check: string) =>
  findings.filter((each) => each.check === check).map(({ state }) => state);

describe('npm run doctor', { timeout: 120_000 }, () => {
  test('from anywhere, by an API token, says what is well and what is not, and ends with 1', async () => {
    const words = ['--url', server.url.replace('127.0.0.1', 'localhost')];
    const { status, stdout } = await run([...words, '--json'], { LENS_API_TOKEN: token });
    const { reached, well, findings } = JSON.parse(stdout) as {
      reached: boolean;
      well: boolean;
      findings: Finding[];
    };
    expect({ status, reached, well }).toEqual({ status: 1, reached: true, well: false });
    // This server has no page built; all else is as it should be.
    expect(findings.filter(({ state }) => state === 'wrong').map(({ check }) => check)).toEqual([
      'page',
    ]);
    for (const check of ['sockets', 'signalling', 'server', 'clock', 'store'])
      expect([check, statesOf(findings, check)]).toEqual([check, ['well']]);
    for (const check of ['email', 'sms']) expect(statesOf(findings, check)).toEqual(['warning']);
    if (coturn) {
      expect(statesOf(findings, 'stun')).toEqual(['well']);
      expect(statesOf(findings, 'relay')).toEqual(['well', 'well']);
      expect(statesOf(findings, 'guard')).toEqual(['well']);
    }
    expect(stdout).not.toContain(token);
    if (coturn) expect(stdout).not.toContain(SECRET);

    const inWords = await run(words, { LENS_API_TOKEN: token });
    expect(inWords.status).toBe(1);
    expect(inWords.stdout).toMatch(/^WRONG +The customer's page is not there/m);
    expect(inWords.stdout).toMatch(/^ok +The event socket opens/m);
    expect(inWords.stdout).toContain('1 thing is wrong');
  });

  test('without a token looks at what anybody sees, and says that this is not all', async () => {
    const { stdout } = await run(['--url', server.url, '--json']);
    const { findings } = JSON.parse(stdout) as { findings: Finding[] };
    expect(statesOf(findings, 'sockets')).toEqual(['well']);
    expect(statesOf(findings, 'server')).toEqual(['not_tried']);
    expect(statesOf(findings, 'relay')).toEqual([]);
  });

  test('on the server itself reads its configuration', async () => {
    const { status, stdout } = await run(['--json'], {
      LENS_PORT: new URL(server.url).port,
      LENS_DATA_DIR: home,
      LENS_SMTP_HOST: '127.0.0.1',
      LENS_SMTP_PORT: '1',
      LENS_SMTP_FROM: 'help@example.com',
      ...(coturn && {
        LENS_TURN_URLS: coturn.urls.udp,
        LENS_TURN_SECRET: SECRET,
      }),
    });
    const { findings } = JSON.parse(stdout) as { findings: Finding[] };
    expect(status).toBe(1);
    expect(statesOf(findings, 'disk')).not.toEqual([]);
    expect(statesOf(findings, 'email')).toEqual(['wrong']);
    if (coturn) expect(statesOf(findings, 'relay')).toEqual(['well']);
  });

  test('ends with 3 where nobody answers, and with 2 for wrong use', async () => {
    const nobody = await run(['--url', 'http://localhost:9', '--json']);
    expect(nobody.status).toBe(3);
    expect(JSON.parse(nobody.stdout)).toMatchObject({ reached: false, well: false });
    for (const words of [['--loud'], ['--url', 'ftp://x'], ['--phone', '--url', server.url]]) {
      const wrong = await run(words);
      expect(wrong).toMatchObject({ status: 2, stdout: '' });
      expect(wrong.stderr).not.toBe('');
    }
    const bad = await run([], { LENS_PORT: 'many' });
    expect(bad).toMatchObject({ status: 2, stderr: expect.stringContaining('LENS_PORT') });
  });

  test('waits for a phone, and tells what it found', async () => {
    const words = ['--phone', '--url', server.url];
    const { said, ended } = start(words, { LENS_API_TOKEN: token });
    await waitUntil('the link is shown', () => said.stderr.includes('#code='));
    expect(said.stderr).toMatch(/[▀▄█]{10}/);
    const [, code] = /#code=([\w-]{22})/.exec(said.stderr)!;
    const { body } = await server.request('POST', '/api/phone-checks/begin', { body: { code } });
    await server.request('POST', '/api/phone-checks/report', {
      body: {
        ticket: body.ticket,
        report: {
          language: 'en',
          findings: [
            { check: 'camera', state: 'well', reason: null, ms: 1200 },
            { check: 'turn_udp', state: 'wrong', reason: 'unreachable', ms: 8000 },
          ],
        },
      },
    });
    const { status, stdout } = await ended;
    expect(status).toBe(1);
    expect(stdout).toMatch(/^ok +The camera works \(1.2 s\)\.$/m);
    expect(stdout).toMatch(/^WRONG +The relay by UDP is not reached from that network\.$/m);
  });
});
