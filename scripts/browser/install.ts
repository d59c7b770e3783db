import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { findBrowser, type Engine } from './find.ts';

const debianPackage: Record<Engine, string> = { chromium: 'chromium', firefox: 'firefox-esr' };

function run(command: string, parts: string[]): boolean {
  const environment = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  // What an installer says goes to stderr: a demo's stdout ends with one line of JSON.
  const done = spawnSync(command, parts, { stdio: ['ignore', 2, 2], env: environment });
  return done.status === 0;
}

/** The way that fits this machine: Debian's own package for root, else puppeteer's download. */
function install(engine: Engine): boolean {
  if (existsSync('/etc/debian_version') && process.getuid?.() === 0) {
    return (
      run('apt-get', ['update', '-qq']) &&
      run('apt-get', ['install', '-y', '-qq', '--no-install-recommends', debianPackage[engine]])
    );
  }
  const puppeteer = fileURLToPath(import.meta.resolve('puppeteer/lib/cjs/puppeteer/node/cli.js'));
  const browser = engine === 'chromium' ? 'chrome' : 'firefox@stable';
  return run(process.execPath, [puppeteer, 'browsers', 'install', browser]);
}

/** The path of a browser, installed first where none is found; null where it cannot be had. */
export async function ensureBrowser(engine: Engine): Promise<string | null> {
  const found = await findBrowser(engine);
  if (found) return found;
  console.error(`No ${engine} was found on this machine: installing one.`);
  return install(engine) ? findBrowser(engine) : null;
}

/** What to do where a browser can neither be found nor installed. */
export const howToGet: Record<Engine, string> = {
  chromium:
    'No Chrome, Chromium or Edge was found, and none could be installed. ' +
    'Install one, or say where it is: CHROME_PATH=/path/to/chrome.',
  firefox:
    'No Firefox was found, and none could be installed. ' +
    'Install one, or say where it is: FIREFOX_PATH=/path/to/firefox.',
};
