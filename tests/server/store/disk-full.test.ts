import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { openEmbedded } from '../../../server/store/embedded.ts';
import { FilesUnwritableError, type Store } from '../../../server/store/store.ts';
import { technicianDocument } from '../../support/documents.ts';
import { testServer, type TestServer } from '../../support/server.ts';

describe('files that cannot be written, as on a disk that is full', () => {
  let folder: string;
  let store: Store;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'lens-full-'));
    store = await openEmbedded({ folder });
  });
  afterEach(async () => {
    vi.useRealTimers();
    await mend();
    await store.close();
    await rm(folder, { recursive: true });
  });

  const file = () => join(folder, 'technicians.db');

  /** Nothing can be written where a folder stands in the file's place, and nothing put over it. */
  async function breakFile(): Promise<void> {
    await rm(file());
    await mkdir(file());
    await writeFile(join(file(), 'in the way'), '');
  }
  const mend = () => rm(file(), { recursive: true, force: true });

  const insert = async (_id: string) => {
    await store.technicians.insert(technicianDocument({ _id }));
  };
  const isReady = () =>
    store.ping().then(
      () => true,
      () => false,
    );

  it('are told as a store that is away, until all that was answered is in them', async () => {
    await insert('before');
    await breakFile();
    await expect(insert('meanwhile')).rejects.toThrow(FilesUnwritableError);
    await expect(insert('meanwhile, too')).rejects.toThrow(/cannot be written \(E[A-Z]+\)/);
    await expect(store.ping()).rejects.toThrow(FilesUnwritableError);
    expect(await store.technicians.byId('before')).not.toBeNull();

    await mend();
    // What a write that failed has left of its line: the next one must not be joined to it.
    await writeFile(file(), '{"_id":"half a li');
    await expect.poll(isReady, { timeout: 5000 }).toBe(true);
    await insert('after');
    const lines = (await readFile(file(), 'utf8')).split('\n').filter((line) => line !== '');
    const ids = lines.map((line) => (JSON.parse(line) as { _id?: string })._id);
    expect(ids).toEqual(expect.arrayContaining(['before', 'after']));
  });

  it('end no process that rewrites them each hour', async () => {
    await store.close();
    vi.useFakeTimers({ toFake: ['setInterval'] });
    store = await openEmbedded({ folder });
    await insert('before');
    await breakFile();
    vi.advanceTimersByTime(60 * 60 * 1000);
    await expect.poll(isReady, { interval: 20 }).toBe(false);
    await mend();
    await expect.poll(isReady, { timeout: 5000 }).toBe(true);
    expect(await readFile(file(), 'utf8')).toContain('"before"');
  });

  it('make a server say so, and when to come again', async () => {
    const server: TestServer = await testServer({ store });
    try {
      const { token } = await server.technician({ role: 'administrator' });
      const create = (email: string) =>
        server.request('POST', '/api/technicians', { token, body: { email, name: 'Zoe' } });
      await breakFile();
      const { status, body, headers } = await create('meanwhile@lens.test');
      expect([status, body.error.code]).toEqual([503, 'store_unavailable']);
      expect(Number(headers.get('retry-after'))).toBeGreaterThan(0);
      const readiness = async () => (await server.request('GET', '/readyz')).status;
      expect(await readiness()).toBe(503);
      expect((await server.request('GET', '/api/technicians/me', { token })).status).toBe(200);

      await mend();
      await expect.poll(readiness, { timeout: 5000 }).toBe(200);
      expect((await create('after@lens.test')).status).toBe(200);
    } finally {
      await server.stop();
    }
  });
});
