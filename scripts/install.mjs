import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';

const root = new URL('../', import.meta.url);

/** A lock file's packages by their place in node_modules; none where there is no such file. */
function packages(file) {
  try {
    return JSON.parse(readFileSync(new URL(file, root), 'utf8')).packages;
  } catch {
    return {};
  }
}

/**
 * Whether node_modules holds what package-lock.json names. npm keeps its own account of what it
 * installed; optional packages may be missing, as those of other systems are.
 */
function isInstalled() {
  const installed = packages('node_modules/.package-lock.json');
  return Object.entries(packages('package-lock.json')).every(
    ([place, wanted]) =>
      place === '' ||
      (installed[place] ? installed[place].version === wanted.version : wanted.optional === true),
  );
}

/** Installs with `npm ci` what the lock file names, unless it is there already. */
export function installMissing() {
  if (isInstalled()) return;
  console.error('Installing what Lens needs (once, about a minute)');
  const npm = process.env.npm_execpath;
  const parts = ['ci', '--include=dev', '--no-audit', '--no-fund', '--loglevel=error'];
  const options = {
    cwd: root,
    // stdout belongs to the command that was asked for: a demo ends it with one line of JSON.
    stdio: ['ignore', 2, 2],
    env: { ...process.env, PUPPETEER_SKIP_DOWNLOAD: 'true' },
  };
  const { status } = npm?.endsWith('js')
    ? spawnSync(process.execPath, [npm, ...parts], options)
    : spawnSync('npm', parts, { ...options, shell: process.platform === 'win32' });
  if (status === 0) return;
  console.error('npm ci failed. Check the connection to the npm registry and try again.');
  process.exit(status ?? 1);
}
