/**
 * Runs a command of the project on a fresh clone: plain JavaScript until everything that the
 * command itself is written with is installed.
 *   node scripts/run.mjs start|test|demo|dev|build [options]
 */
import { fileURLToPath } from 'node:url';
import { installMissing } from './install.mjs';
import { requireNode } from './node-version.mjs';

requireNode();
process.chdir(fileURLToPath(new URL('..', import.meta.url)));
installMissing();

const { register } = await import('tsx/esm/api');
register();
const [command, ...options] = process.argv.slice(2);
const { run } = await import(`./commands/${command}.ts`);
process.exitCode = await run(options);
