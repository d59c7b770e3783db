import { spawnSync } from 'node:child_process';
import { describe, expect, test } from 'vitest';
import { root } from '../../../scripts/root.ts';

/** Runs a command of the project as package.json does, and gives its status and what it said. */
function run(parts: string[], environment: Record<string, string> = {}) {
  const { status, stdout, stderr } = spawnSync(process.execPath, ['scripts/run.mjs', ...parts], {
    cwd: root,
    encoding: 'utf8',
    env: { ...process.env, ...environment },
  });
  return { status, stdout, stderr };
}

describe('npm start', () => {
  test('does not guess what an unknown option means', () => {
    const { status, stderr } = run(['start', '--lann']);
    expect(status).toBe(1);
    expect(stderr).toContain('npm start does not know --lann');
  });

  test('stops with a sentence that names an unknown key, before it builds anything', () => {
    const { status, stderr } = run(['start'], { LENS_PROT: '8080' });
    expect(status).toBe(1);
    expect(stderr).toContain('LENS_PROT');
    expect(stderr).not.toContain('Building');
  });
});

describe('npm run demo', () => {
  test.runIf(process.platform === 'linux')('says so where no window can be opened', () => {
    const { status, stderr } = run(['demo'], { DISPLAY: '', WAYLAND_DISPLAY: '' });
    expect(status).toBe(1);
    expect(stderr).toContain('There is no display');
  });
});
