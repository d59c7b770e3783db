import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { connect, createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { MongoClient } from 'mongodb';
import { afterAll } from 'vitest';
import type { Clock } from '../../server/clock.ts';
import { openEmbedded } from '../../server/store/embedded.ts';
import { openMongo } from '../../server/store/mongo.ts';
import type { Store } from '../../server/store/store.ts';

/** One engine that a suite runs over. Two stores opened by one of these hold the same data. */
export interface StoreUnderTest {
  name: string;
  open(clock?: Clock): Promise<Store>;
  /** Whether a second `open` reaches the same data while the first is open. */
  shared: boolean;
}

const testUri = (uri: string, database: string) => {
  const at = new URL(uri);
  at.pathname = `/${database}`;
  return at.href;
};

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}

async function listens(port: number): Promise<void> {
  for (const until = Date.now() + 20_000; Date.now() < until;) {
    const reached = await new Promise<boolean>((resolve) => {
      const socket = connect(port, '127.0.0.1');
      socket.once('connect', () => (socket.destroy(), resolve(true)));
      socket.once('error', () => resolve(false));
    });
    if (reached) return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error(`mongod did not listen on port ${port} within 20 s`);
}

/** The URI of a MongoDB for this test file, or why there is none. */
async function findMongo(): Promise<{ uri: string } | { missing: string }> {
  if (process.env.MONGODB_URI) return { uri: process.env.MONGODB_URI };
  if (spawnSync('mongod', ['--version']).status !== 0)
    return { missing: 'MONGODB_URI is not set and there is no mongod on the PATH' };
  const folder = await mkdtemp(join(tmpdir(), 'lens-mongod-'));
  const port = await freePort();
  const mongod: ChildProcess = spawn(
    'mongod',
    ['--dbpath', folder, '--port', String(port), '--bind_ip', '127.0.0.1'],
    { stdio: 'ignore' },
  );
  afterAll(async () => {
    if (mongod.exitCode === null) {
      mongod.kill('SIGKILL');
      await new Promise((resolve) => mongod.once('exit', resolve));
    }
    await rm(folder, { recursive: true, force: true });
  });
  await listens(port);
  return { uri: `mongodb://127.0.0.1:${port}` };
}

/**
 * The URI of a MongoDB for tests, that of MONGODB_URI, else of a mongod on the PATH. Where there is
 * neither it is null, with one loud line; with CI=true that is a failure.
 */
export async function mongoUnderTest(): Promise<string | null> {
  const mongo = await findMongo();
  if ('uri' in mongo) return mongo.uri;
  const line = `MongoDB half of the store's tests SKIPPED: ${mongo.missing}. Run them with MONGODB_URI=mongodb://…`;
  if (process.env.CI === 'true') throw new Error(line);
  console.warn(line);
  return null;
}

/**
 * The engines to run a suite over, for `describe.each(await storesUnderTest())`. Each test file has a
 * database of its own, dropped at the end; the stores are closed by whoever opened them.
 */
export async function storesUnderTest(): Promise<StoreUnderTest[]> {
  const embedded: StoreUnderTest = {
    name: 'embedded',
    open: (clock) => openEmbedded({ inMemory: true }, clock),
    shared: false,
  };
  const mongo = await mongoUnderTest();
  if (mongo === null) return [embedded];
  const uri = testUri(mongo, `lens_test_${randomBytes(6).toString('hex')}`);
  afterAll(async () => {
    const client = new MongoClient(uri);
    await client.db().dropDatabase();
    await client.close();
  });
  return [embedded, { name: 'MongoDB', open: (clock) => openMongo(uri, clock), shared: true }];
}
