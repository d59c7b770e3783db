import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Writable } from 'node:stream';
import { pino } from 'pino';
import { compose } from '../../server/compose.ts';
import { readConfig, type Config } from '../../server/config.ts';
import type { TechnicianDocument } from '../../server/store/documents.ts';
import { openEmbedded } from '../../server/store/embedded.ts';
import type { Store } from '../../server/store/store.ts';
import { createPasswords, type PasswordCost } from '../../server/technicians/passwords.ts';
import { putPassword } from '../../server/technicians/set-password.ts';
import { hashToken, newToken } from '../../server/tokens.ts';
import { testClock, type TestClock } from './clock.ts';
import { technicianDocument } from './documents.ts';

/** A hash that takes a millisecond: what a password costs is tested by itself. */
export const quickCost: PasswordCost = { logN: 4, r: 1, p: 1 };

/** What a request of a test may carry. */
export interface TestRequest {
  /** Sent as JSON. */
  body?: unknown;
  /** Sent as it is, in the place of a body. */
  raw?: string | Uint8Array;
  token?: string;
  headers?: Record<string, string>;
}

export interface TestAnswer {
  status: number;
  headers: Headers;
  /** The JSON of the body; undefined where there is none. */
  body: any; // eslint-disable-line @typescript-eslint/no-explicit-any -- tests look into it freely
}

export interface TestTechnician {
  technician: TechnicianDocument;
  /** A token of theirs that is good for a day. */
  token: string;
}

/** One server on a port of its own: the real composition, over a store and a clock of the test's. */
export interface TestServer {
  url: string;
  store: Store;
  clock: TestClock;
  /** Everything that was logged, one JSON object a line. */
  log: string[];
  request(method: string, path: string, more?: TestRequest): Promise<TestAnswer>;
  /** Puts a technician into the store and signs in, with a password where one is given. */
  technician(more?: Partial<TechnicianDocument>, password?: string): Promise<TestTechnician>;
  /** Begins its stop: what is on goes on, nothing new begins. */
  drain(): Promise<void>;
  /** Stops it; the store is closed too unless it was given. */
  stop(): Promise<void>;
}

export interface TestServerOptions {
  store?: Store;
  clock?: TestClock;
  config?: Partial<Config>;
}

export async function testServer({
  store: given,
  clock = testClock(),
  config = {},
}: TestServerOptions = {}): Promise<TestServer> {
  const store = given ?? (await openEmbedded({ inMemory: true }, clock));
  const passwords = createPasswords(quickCost);
  const log: string[] = [];
  const lines = new Writable({
    write(chunk, _encoding, done) {
      log.push(String(chunk));
      done();
    },
  });
  const port = createServer().listen(0, '127.0.0.1');
  await new Promise((resolve) => port.once('listening', resolve));
  const url = `http://127.0.0.1:${(port.address() as AddressInfo).port}`;
  const app = await compose({
    config: { ...readConfig({}), ...config },
    publicUrl: config.publicUrl ?? url,
    version: '0.0.0-test',
    store,
    passwords,
    clock,
    log: pino({ level: 'debug' }, lines),
    pages: [],
  });
  port.on('request', app.handle);
  port.on('upgrade', app.upgrade);

  return {
    url,
    store,
    clock,
    log,
    async request(method, path, { body, raw, token, headers = {} } = {}) {
      const answer = await fetch(url + path, {
        method,
        headers: {
          ...(body !== undefined && { 'content-type': 'application/json' }),
          ...(token !== undefined && { authorization: `Bearer ${token}` }),
          ...headers,
        },
        body:
          (raw as string | undefined) ?? (body === undefined ? undefined : JSON.stringify(body)),
      });
      const text = await answer.text();
      const isJson = answer.headers.get('content-type')?.includes('json') && text !== '';
      return {
        status: answer.status,
        headers: answer.headers,
        body: isJson ? JSON.parse(text) : text || undefined,
      };
    },
    async technician(more, password) {
      const technician = technicianDocument(more);
      await store.technicians.insert(technician);
      if (password !== undefined)
        await putPassword(store, technician._id, await passwords.hash(password), clock.now());
      const token = newToken('t');
      await store.signIns.insert({
        _id: hashToken(token),
        schema: technician.schema,
        technicianId: technician._id,
        createdAt: clock.now(),
        expiresAt: clock.now() + 24 * 60 * 60 * 1000,
        seenAt: clock.now(),
        browser: null,
        system: null,
      });
      return { technician, token };
    },
    drain: () => app.drain(),
    async stop() {
      const closed = new Promise((resolve) => port.close(resolve));
      await app.stop();
      port.closeAllConnections();
      await closed;
      if (!given) await store.close();
    },
  };
}
