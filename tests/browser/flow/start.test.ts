import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { root } from '../../../scripts/root.ts';
import { configKeys } from '../../../server/config/keys.ts';

/** Neither this machine's environment nor its .env chooses anything. */
const nothingChosen = Object.fromEntries(Object.keys(configKeys).map((key) => [key, '']));

let folder: string;
let npm: ChildProcess;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'lens-start-'));
});
afterEach(async () => {
  // The group: npm, its shell and the server.
  if (npm.pid !== undefined && npm.stdout?.closed === false) process.kill(-npm.pid, 'SIGKILL');
  await rm(folder, { recursive: true, force: true });
});

/** Runs `npm start` on any free port and waits until it says where it is. */
async function start() {
  npm = spawn('npm', ['start'], {
    cwd: root,
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, ...nothingChosen, LENS_PORT: '0', LENS_DATA_DIR: join(folder, 'data') },
  });
  let said = '';
  const url = await new Promise<string>((resolve, reject) => {
    for (const stream of [npm.stdout, npm.stderr])
      stream?.on('data', (chunk: Buffer) => {
        said += chunk.toString();
        const [, found] = /Panel's server: (http:\S+)/.exec(said) ?? [];
        if (found !== undefined) resolve(found);
      });
    npm.once('close', () => reject(new Error(`It did not start:\n${said}`)));
  });
  return { url, said: () => said };
}

test.skipIf(process.platform === 'win32')(
  'npm that is told to stop leaves no server behind, which stops in order',
  async () => {
    const { url, said } = await start();
    expect((await fetch(`${url}/healthz`)).status).toBe(200);
    npm.kill('SIGTERM');
    // What npm was run with is closed once its shell and the server have ended too.
    await once(npm, 'close');
    await expect(fetch(`${url}/healthz`)).rejects.toThrow();
    expect(said()).toContain('"msg":"stopped"');
    expect(await readdir(join(folder, 'data'))).not.toContain('.lock');
  },
);

test.skipIf(process.platform === 'win32')(
  'stopped with all its processes at once, as systemd does, it stops in order too',
  async () => {
    const { said } = await start();
    process.kill(-npm.pid!, 'SIGTERM');
    await once(npm, 'close');
    expect(said()).toContain('"msg":"stopped"');
  },
);
