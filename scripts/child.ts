import { spawn, type SpawnOptions } from 'node:child_process';
import { constants } from 'node:os';
import { root } from './root.ts';

/**
 * Runs a program of Node's in the repository's folder until it ends, passes on the signals that
 * ask this one to stop, and gives its exit status (128 and the signal's number where one ended it,
 * as a shell does).
 */
export function runNode(parts: string[], options: SpawnOptions = {}): Promise<number> {
  const child = spawn(process.execPath, parts, { cwd: root, stdio: 'inherit', ...options });
  const pass = (signal: NodeJS.Signals) => void child.kill(signal);
  const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;
  for (const signal of signals) process.on(signal, pass);
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', (status, signal) => {
      for (const each of signals) process.off(each, pass);
      resolve(status ?? 128 + (signal ? constants.signals[signal] : 0));
    });
  });
}
