import { execFile, spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { promisify } from 'node:util';

const execute = promisify(execFile);

/** Runs a program of the system to its end, and gives what it said. Throws what it complained of. */
export async function run(command: string, ...parts: string[]): Promise<string> {
  return (await execute(command, parts)).stdout;
}

/** What has a program end with the process that started it, however that one ends. */
export const endsWithUs = ['setpriv', '--pdeathsig', 'KILL'];

/** Starts a program that ends with this process. */
export function start(...command: string[]): ChildProcess {
  const [name, ...parts] = [...endsWithUs, ...command];
  return spawn(name!, parts, { stdio: ['ignore', 'ignore', 'pipe'] });
}

/** Ends a program that was started, and waits until it has ended. */
export async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = once(child, 'exit');
  child.kill('SIGKILL');
  await ended;
}
