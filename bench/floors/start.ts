import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

/** A floor that runs in a process of its own, as the server does. */
export interface Floor {
  port: number;
  stop(): Promise<void>;
}

/**
 * Starts a floor of this folder; `input` is what it reads on standard input, `within` a command that
 * runs the one that follows it, such as in a network of its own.
 */
export async function startFloor(
  name: string,
  { input = '', within = [] }: { input?: string; within?: readonly string[] } = {},
): Promise<Floor> {
  const script = fileURLToPath(new URL(`${name}.ts`, import.meta.url));
  const [command, ...parts] = [...within, process.execPath, '--import', 'tsx', script];
  const child = spawn(command!, parts, {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const kill = () => child.kill('SIGKILL');
  process.once('exit', kill);
  child.stdin.end(input);
  const [said] = (await Promise.race([
    once(child.stdout, 'data'),
    once(child, 'exit').then(() => {
      throw new Error(`The floor ${name} did not start.`);
    }),
  ])) as [Buffer];
  return {
    port: Number(said),
    async stop() {
      process.off('exit', kill);
      const ended = once(child, 'exit');
      child.kill();
      await ended;
    },
  };
}
