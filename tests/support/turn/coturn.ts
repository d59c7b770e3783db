import { spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  accessSync,
  constants,
  copyFileSync,
  existsSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort } from '../../../scripts/free-port.ts';
import { waitUntil } from '../../../scripts/wait-until.ts';
import { root } from '../../../scripts/root.ts';
import { testCertificate } from './certificate.ts';
import { SECRET } from './credential.ts';
import { coturnProgram } from './coturn-program.ts';

/** A running coturn, with the file that Lens ships. */
export interface Coturn {
  host: string;
  port: number;
  tlsPort: number;
  /** `turn:` over UDP and TCP, and `turns:`. */
  urls: Record<'udp' | 'tcp' | 'tls', string>;
  /** Who made its certificate (PEM). */
  ca: string;
  /** What it has logged so far. */
  log(): string;
  stop(): Promise<void>;
}

export interface CoturnOptions {
  /** Where it listens and relays: 127.0.0.1 unless told. */
  host?: string;
  /** The command that it runs by, such as in a network of its own. */
  within?: readonly string[];
  /** Lines beside those of the file; a key that is here is not taken from there. */
  lines?: readonly string[];
  /** Keys that are left out, as `use-auth-secret`. */
  without?: readonly string[];
}

/** Coturn's accounts, of which Lens has none; Debian's package makes the file. */
const INSTALLED_DATABASE = '/var/lib/turn/turndb';

function isReadable(file: string): boolean {
  try {
    accessSync(file, constants.R_OK);
    return true;
  } catch {
    return false;
  }
}

const shipped = readFileSync(join(root, 'deploy/coturn/turnserver.conf'), 'utf8');
const keyOf = (line: string) => /^[a-z0-9-]+/.exec(line)?.[0];

/** The shipped file with `lines` in the place of its own of the same keys; ranges that are denied stay. */
export function withLines(lines: readonly string[]): string {
  const replaced = new Set(lines.map(keyOf).filter((key) => key !== 'allowed-peer-ip'));
  const kept = shipped.split('\n').filter((line) => !replaced.has(keyOf(line) ?? ''));
  return [...kept, ...lines, ''].join('\n');
}

/** Starts it and waits until it listens; throws with its log where it does not. */
export async function startCoturn({
  host = '127.0.0.1',
  within = [],
  lines = [],
  without = [],
}: CoturnOptions = {}): Promise<Coturn> {
  const program = coturnProgram();
  if (program === null) throw new Error('There is no coturn on this machine.');
  const folder = mkdtempSync(join(tmpdir(), 'lens-coturn-'));
  const { certFile, keyFile, ca } = await testCertificate(folder, host);
  const [port, tlsPort] = [await freePort(), await freePort()];
  const database = join(folder, 'db');
  // As it is where coturn is installed: of two threads that make a new one at once, one refuses its client.
  if (isReadable(INSTALLED_DATABASE)) copyFileSync(INSTALLED_DATABASE, database);
  const file = join(folder, 'turnserver.conf');
  const logFile = join(folder, 'log');
  const own = [
    `listening-port=${port}`,
    `tls-listening-port=${tlsPort}`,
    `listening-ip=${host}`,
    `relay-ip=${host}`,
    `static-auth-secret=${SECRET}`,
    `cert=${certFile}`,
    `pkey=${keyFile}`,
    `log-file=${logFile}`,
    'simple-log',
    'verbose',
    `pidfile=${join(folder, 'pid')}`,
    `userdb=${database}`,
    ...lines,
  ];
  const left = withLines(own)
    .split('\n')
    .filter((line) => !['syslog', ...without].includes(keyOf(line) ?? ''));
  writeFileSync(file, left.join('\n'));
  const [command, ...parts] = [...within, program];
  const child = spawn(command!, [...parts, '-c', file], { stdio: ['ignore', 'pipe', 'pipe'] });
  const endWithUs = () => child.kill('SIGKILL');
  process.once('exit', endWithUs);
  let said = '';
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (chunk: Buffer) => (said += chunk.toString()));
  const log = () => (existsSync(logFile) ? readFileSync(logFile, 'utf8') : '');
  // Each of its threads opens what it listens on in its own time; who asks early is refused by some.
  const open = [
    `TLS/TCP listener opened on : ${host}:${tlsPort}`,
    `UDP listener opened on: ${host}:${port}`,
    'IO method (admin thread)',
  ];
  await waitUntil('coturn listens', () => {
    if (child.exitCode !== null) throw new Error(`coturn did not start:\n${said}${log()}`);
    const sofar = log();
    return open.every((line) => sofar.includes(line));
  });
  const coturn: Coturn = {
    host,
    port,
    tlsPort,
    urls: {
      udp: `turn:${host}:${port}?transport=udp`,
      tcp: `turn:${host}:${port}?transport=tcp`,
      tls: `turns:${host}:${tlsPort}?transport=tcp`,
    },
    ca,
    log,
    async stop() {
      process.off('exit', endWithUs);
      if (child.exitCode === null && child.signalCode === null) {
        const ended = once(child, 'exit');
        child.kill('SIGKILL');
        await ended;
      }
      rmSync(folder, { recursive: true, force: true });
    },
  };
  return coturn;
}
