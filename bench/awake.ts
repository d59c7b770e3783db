import { spawn } from 'node:child_process';
import { availableParallelism } from 'node:os';

/** It leaves with whoever has started it, however that one ends. */
const IDLE = 'const parent = process.ppid; while (process.ppid === parent);';

/**
 * Keeps every processor of this machine from going idle, by work that gives way to any other (nice 19);
 * gives the way to end that. A virtual machine wakes an idle processor by asking its host, which takes
 * longer than answering a request: a server that is busy on a busy machine does not pay that, and a floor
 * whose client never rests does not either.
 */
export function keepAwake(): () => void {
  const idlers = Array.from({ length: availableParallelism() }, () =>
    spawn('nice', ['-n', '19', process.execPath, '-e', IDLE], { stdio: 'ignore' }),
  );
  const end = () => {
    process.off('exit', end);
    for (const idler of idlers) idler.kill('SIGKILL');
  };
  process.once('exit', end);
  return end;
}
