import { spawnSync } from 'node:child_process';
import { accessSync, constants, existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';

function onPath(): string | null {
  // Where Debian has it; root's PATH need not name /usr/sbin.
  const folders = [...(process.env.PATH ?? '').split(delimiter).filter(Boolean), '/usr/bin'];
  for (const folder of folders) {
    try {
      accessSync(join(folder, 'turnserver'), constants.X_OK);
      return join(folder, 'turnserver');
    } catch {
      // Not in this one.
    }
  }
  return null;
}

/** Debian's package, for root on Debian. It starts no service of its own. */
function install(): void {
  if (!existsSync('/etc/debian_version') || process.getuid?.() !== 0) return;
  console.error('No coturn was found on this machine: installing one.');
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive', RUNLEVEL: '1' };
  const run = (...parts: string[]) =>
    spawnSync('apt-get', parts, { stdio: ['ignore', 2, 2], env }).status === 0;
  // Several test files may want it at once: each waits for the others' turn.
  const wait = '-oDPkg::Lock::Timeout=120';
  void (
    run('update', '-qq') && run('install', '-y', '-qq', wait, '--no-install-recommends', 'coturn')
  );
}

let found: string | null | undefined;

/**
 * The path of coturn's server, installed first where none is found; null where it cannot be had, which
 * is said loudly, and is an error where CI=true.
 */
export function coturnProgram(): string | null {
  if (found !== undefined) return found;
  found = onPath();
  if (found === null) {
    install();
    found = onPath();
  }
  if (found === null) {
    const words = 'No coturn (turnserver) was found, and none could be installed';
    if (process.env.CI === 'true') throw new Error(`${words}: install the package coturn.`);
    console.error(`\n*** ${words}: ITS TESTS ARE SKIPPED. ***\n`);
  }
  return found;
}
