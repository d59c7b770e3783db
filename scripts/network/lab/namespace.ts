import { endsWithUs, run } from './run.ts';

/** The process that made a namespace stands in its name, so that the next one knows what was left behind. */
const named = (who: string) => `lens-${process.pid}-${who}`;
const isOurs = /^lens-(\d+)-\w+$/;

/** A network of its own on this machine: addresses, routes and ports that nobody else has. */
export interface Namespace {
  name: string;
  /** What the command that follows it is run by, so that it is in this network and ends with this process. */
  within: readonly string[];
  /** Runs `ip` in it. */
  ip(...parts: string[]): Promise<string>;
  /** Runs any program in it, to its end. */
  run(command: string, ...parts: string[]): Promise<string>;
  remove(): Promise<void>;
}

/** Makes a network of its own. Removing it ends what runs in it. */
export async function openNamespace(who: string): Promise<Namespace> {
  const name = named(who);
  await run('ip', 'netns', 'add', name);
  const ip = (...parts: string[]) => run('ip', '-n', name, ...parts);
  await ip('link', 'set', 'lo', 'up');
  return {
    name,
    within: [...endsWithUs, 'ip', 'netns', 'exec', name],
    ip,
    run: (command, ...parts) => run('ip', 'netns', 'exec', name, command, ...parts),
    remove: () => removeNamespace(name),
  };
}

async function removeNamespace(name: string): Promise<void> {
  const inside = (await run('ip', 'netns', 'pids', name)).split('\n').filter(Boolean).map(Number);
  for (const pid of inside) end(pid);
  await run('ip', 'netns', 'del', name);
}

function end(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch (error) {
    // It has ended meanwhile.
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

/** Removes the networks of processes that are gone without having removed them. */
export async function sweepNamespaces(): Promise<void> {
  for (const line of (await run('ip', 'netns', 'list')).split('\n')) {
    const [name = ''] = line.split(' ');
    const pid = Number(isOurs.exec(name)?.[1]);
    // Another sweep may be at it.
    if (pid && !isAlive(pid)) await removeNamespace(name).catch(() => {});
  }
}
