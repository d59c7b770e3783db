import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { configKeys } from '../../server/config/keys.ts';

/** A server in a process of its own, which can be killed. */
export interface ServerProcess {
  url: string;
  /** Ends it as a power cut does. */
  kill(): Promise<void>;
}

export const administrator = { email: 'anna@example.com', password: 'correct-horse-battery' };

const root = fileURLToPath(new URL('../..', import.meta.url));
/** Neither this machine's environment nor its .env chooses anything. */
const nothingChosen = Object.fromEntries(Object.keys(configKeys).map((key) => [key, '']));

/** Starts a server over a data folder, on any free port, and waits until it says where it is. */
export async function startServerProcess(dataDir: string): Promise<ServerProcess> {
  const child: ChildProcess = spawn(process.execPath, ['--import', 'tsx', 'server/main.ts'], {
    cwd: root,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: {
      ...process.env,
      ...nothingChosen,
      LENS_PORT: '0',
      LENS_DATA_DIR: dataDir,
      LENS_ADMIN_EMAIL: administrator.email,
      LENS_ADMIN_PASSWORD: administrator.password,
    },
  });
  const endWithUs = () => child.kill('SIGKILL');
  process.once('exit', endWithUs);
  let said = '';
  const url = await new Promise<string>((resolve, reject) => {
    for (const stream of [child.stdout, child.stderr])
      stream?.on('data', (chunk: Buffer) => {
        said += chunk.toString();
        const [found] = /http:\/\/localhost:\d+/.exec(said) ?? [];
        if (found !== undefined) resolve(found);
      });
    child.once('exit', () => reject(new Error(`The server did not start:\n${said}`)));
  });
  return {
    url,
    async kill() {
      process.off('exit', endWithUs);
      if (child.exitCode !== null || child.signalCode !== null) return;
      const ended = once(child, 'exit');
      child.kill('SIGKILL');
      await ended;
    },
  };
}
