import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { ways } from '../../../scripts/demo/ways.ts';
import { root } from '../../../scripts/root.ts';

/** Runs `npm run demo -- --auto`; gives its status, the last line it printed, and what it said aside. */
async function demo(options: string[] = [], environment: Record<string, string> = {}) {
  const child = spawn(process.execPath, ['scripts/run.mjs', 'demo', '--auto', ...options], {
    cwd: root,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, ...environment },
  });
  let output = '';
  let aside = '';
  child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (aside += chunk.toString()));
  const [status] = (await once(child, 'close')) as [number | null];
  return { status, last: output.trim().split('\n').at(-1) ?? '', aside };
}

test('the demo plays both sides, measures the call and takes its picture', async () => {
  const picture = join(root, 'artifacts/panel-live.png');
  await rm(picture, { force: true });
  const { status, last } = await demo();
  expect(JSON.parse(last)).toEqual({
    ok: true,
    via: 'pin',
    startToFirstFrameMs: expect.any(Number),
    videoWidth: 1280,
    videoHeight: 720,
    fps: expect.any(Number),
    audioToTechnician: true,
    audioToCustomer: true,
  });
  expect(status).toBe(0);
  // The signature of a PNG file (RFC 2083, 3.1).
  expect((await readFile(picture)).subarray(1, 4).toString()).toBe('PNG');
});

test('a demo whose browser is missing ends with a named reason', async () => {
  const { status, last } = await demo([], { CHROME_PATH: '/there/is/no/chrome' });
  expect(status).toBe(1);
  expect(JSON.parse(last)).toEqual({
    ok: false,
    via: 'pin',
    reason: expect.stringContaining('CHROME_PATH'),
  });
});

test.each(ways.filter((way) => way !== 'pin'))('the demo invites by %s', async (via) => {
  const { status, last } = await demo([`--via=${via}`]);
  expect(JSON.parse(last)).toMatchObject({ ok: true, via, audioToTechnician: true });
  expect(status).toBe(0);
});

test('a way that does not exist is refused with those that do', async () => {
  const { status, last, aside } = await demo(['--via=fax']);
  expect(status).toBe(2);
  expect(last).toBe('');
  expect(aside).toContain('pin, sms, email, link, qr');
});
