/**
 * Runs a command of the project on a fresh clone: plain JavaScript until everything that the
 * command itself is written with is installed.
 *   node scripts/run.mjs start|test|test-long|demo|dev|build|bench|admin|doctor [options]
 */
import { fileURLToPath } from 'node:url';
import { installMissing } from './install.mjs';
import { requireNode } from './node-version.mjs';
import { stopWithNpm } from './stop-with-npm.mjs';

requireNode();
const isRunByNpm = process.env.npm_lifecycle_event?.replace(':', '-') === process.argv[2];
if (isRunByNpm) stopWithNpm();
// Where the person stood: npm itself has gone to this folder already, and says where it came from.
const from = (isRunByNpm && process.env.INIT_CWD) || process.cwd();
process.chdir(fileURLToPath(new URL('..', import.meta.url)));
installMissing();

const { register } = await import('tsx/esm/api');
register();
const [command, ...options] = process.argv.slice(2);
const { run } = await import(`./commands/${command}.ts`);
process.exitCode = await run(options, from);
