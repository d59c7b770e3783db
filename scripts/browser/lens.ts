import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { configKeys } from '../../server/config/keys.ts';
import { freePort } from '../free-port.ts';
import { root } from '../root.ts';
import { waitUntil } from '../wait-until.ts';

/** A server as `npm start` starts it, with a port and a store of its own. */
export interface Lens {
  /** Where the panel signs in, and where customers of this machine go. */
  url: string;
  /** Where this process reaches it, which may be in another network than the two. */
  reachedAt: string;
  administrator: { email: string; password: string };
  dataDir: string;
  /** The process of the server that runs. */
  pid(): number;
  /** Ends it as a power cut does: SIGKILL, to all of its processes. */
  kill(): Promise<void>;
  /** Asks it to stop, and waits until it has. */
  stop(): Promise<void>;
  /** Starts it again on the same port and store. */
  startAgain(): Promise<void>;
  /** All that it has said so far. */
  output(): string;
  /** Stops it and removes its store. */
  close(): Promise<void>;
}

const administrator = { email: 'anna@example.com', password: 'correct-horse-battery' };

/** Empty is "left alone": neither this machine's environment nor its .env chooses anything. */
const nothingChosen = Object.fromEntries(Object.keys(configKeys).map((key) => [key, '']));

/** Where a server runs, other than on this machine's own network with an empty store. */
export interface LensPlace {
  /** Puts into the data folder what is to be there from the beginning. */
  fill?(dataDir: string): Promise<void>;
  /** A command that runs the one that follows it, such as in a network of its own. */
  within?: readonly string[];
  /** The host by which this process reaches it. */
  host?: string;
}

/** Starts `npm start` and waits until it answers. Whoever starts one closes it in a `finally`. */
export async function startLens(
  environment: Record<string, string> = {},
  { fill, within = [], host = 'localhost' }: LensPlace = {},
): Promise<Lens> {
  const dataDir = await mkdtemp(join(tmpdir(), 'lens-'));
  const port = await freePort();
  const url = `http://localhost:${port}`;
  const reachedAt = `http://${host}:${port}`;
  let child: ChildProcess | null = null;
  let output = '';

  /** Nothing outlives the one who started it, also where that one is stopped half-way. */
  const killAll = () => {
    if (child?.exitCode === null && child.pid) process.kill(-child.pid, 'SIGKILL');
  };

  async function start(): Promise<void> {
    const [command, ...parts] = [...within, process.execPath, 'scripts/run.mjs', 'start'];
    const started = (child = spawn(command!, parts, {
      cwd: root,
      stdio: ['ignore', 'pipe', 'pipe'],
      // A process group of its own, so that a signal reaches all that belongs to it.
      detached: true,
      env: {
        ...process.env,
        ...nothingChosen,
        LENS_PORT: String(port),
        LENS_DATA_DIR: dataDir,
        LENS_ADMIN_EMAIL: administrator.email,
        LENS_ADMIN_PASSWORD: administrator.password,
        ...environment,
      },
    }));
    process.once('exit', killAll);
    for (const stream of [started.stdout, started.stderr]) {
      stream.on('data', (chunk: Buffer) => (output += chunk.toString()));
    }
    await waitUntil('the server answers', async () => {
      if (started.exitCode !== null) throw new Error(`The server did not start:\n${output}`);
      return fetch(`${reachedAt}/api/info`).then(
        (answer) => answer.ok,
        () => false,
      );
    });
  }

  async function end(signal: NodeJS.Signals): Promise<void> {
    if (!child?.pid || child.exitCode !== null || child.signalCode !== null) return;
    const ended = once(child, 'exit');
    process.kill(-child.pid, signal);
    await ended;
    process.off('exit', killAll);
  }

  async function close(): Promise<void> {
    await end('SIGTERM');
    await rm(dataDir, { recursive: true, force: true });
  }

  try {
    await fill?.(dataDir);
    await start();
  } catch (error) {
    await end('SIGKILL').finally(() => rm(dataDir, { recursive: true, force: true }));
    throw error;
  }
  return {
    url,
    reachedAt,
    administrator,
    dataDir,
    pid: () => child!.pid!,
    kill: () => end('SIGKILL'),
    stop: () => end('SIGTERM'),
    startAgain: start,
    output: () => output,
    close,
  };
}
