import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { root } from '../../../scripts/root.ts';

/** Runs `npm run demo -- --auto`; gives its status and the last line it printed. */
async function demo(environment: Record<string, string> = {}) {
  const child = spawn(process.execPath, ['scripts/run.mjs', 'demo', '--auto'], {
    cwd: root,
    stdio: ['ignore', 'pipe', 'ignore'],
    env: { ...process.env, ...environment },
  });
  let output = '';
  child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()));
  const [status] = (await once(child, 'close')) as [number | null];
  return { status, last: JSON.parse(output.trim().split('\n').at(-1) ?? '') as unknown };
}

test('the demo plays both sides, measures the call and takes its picture', async () => {
  const picture = join(root, 'artifacts/panel-live.png');
  await rm(picture, { force: true });
  const { status, last } = await demo();
  expect(last).toEqual({
    ok: true,
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
  const { status, last } = await demo({ CHROME_PATH: '/there/is/no/chrome' });
  expect(status).toBe(1);
  expect(last).toEqual({ ok: false, reason: expect.stringContaining('CHROME_PATH') });
});
