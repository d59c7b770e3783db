import { spawn, type ChildProcess } from 'node:child_process';
import fs from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { openEmbedded } from '../../../server/store/embedded.ts';
import { FilesUnwritableError } from '../../../server/store/store.ts';
import { technicianDocument } from '../../support/documents.ts';

/** What a disk that can only be read says to whoever renews a lock on it, or takes one away. */
const readOnly = { errno: -30, code: 'EROFS', syscall: 'utime' };
const refused = ['utimes', 'rmdir'] as const;

/** Holds a store in a process of its own, on a disk that can only be read from then on. */
const holder = (folder: string) => `
  import fs from 'node:fs';
  import { openEmbedded } from './server/store/embedded.ts';
  await openEmbedded({ folder: ${JSON.stringify(folder)} });
  for (const name of ${JSON.stringify(refused)})
    fs[name] = (...given) => given.at(-1)(Object.assign(new Error(), ${JSON.stringify(readOnly)}));
  console.log('holding');
  setInterval(() => undefined, 1000);
`;

describe('a data folder that can only be read for a while', { timeout: 30_000 }, () => {
  let folder: string;
  let child: ChildProcess | undefined;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'lens-read-only-'));
  });
  afterEach(async () => {
    vi.restoreAllMocks();
    child?.kill('SIGKILL');
    await rm(folder, { recursive: true, force: true });
  });

  it('is held on to: nothing is written until its lock is renewed, and then all goes on', async () => {
    const store = await openEmbedded({ folder });
    await store.technicians.insert(technicianDocument({ _id: 'before' }));
    for (const name of refused)
      vi.spyOn(fs, name).mockImplementation((...given: unknown[]) => {
        const done = given.at(-1) as (error: Error) => void;
        done(Object.assign(new Error('read-only file system'), readOnly));
      });

    const answer = () => store.ping().then(() => null, String);
    await expect.poll(answer, { timeout: 15_000 }).toContain('cannot be written (EROFS)');
    const insert = store.technicians.insert(technicianDocument({ _id: 'meanwhile' }));
    await expect(insert).rejects.toBeInstanceOf(FilesUnwritableError);
    expect(await store.technicians.byId('before')).not.toBeNull();

    vi.restoreAllMocks();
    await expect.poll(answer, { timeout: 15_000 }).toBeNull();
    await store.technicians.insert(technicianDocument({ _id: 'after' }));
    // Renewed again and again, as before.
    const renewed = () => fs.statSync(join(folder, '.lock')).mtimeMs;
    const first = renewed();
    await expect.poll(renewed, { timeout: 5000 }).toBeGreaterThan(first);
    await store.close();
    const next = await openEmbedded({ folder });
    expect(await next.technicians.byId('after')).not.toBeNull();
    await next.close();
  });

  it('ends its process once another has taken it, in a sentence', async () => {
    child = spawn(
      process.execPath,
      ['--import', 'tsx', '--input-type=module', '-e', holder(folder)],
      { stdio: ['ignore', 'pipe', 'pipe'] },
    );
    let said = '';
    child.stderr!.on('data', (piece: Buffer) => (said += String(piece)));
    const ended = new Promise<number | null>((resolve) => child!.once('exit', resolve));
    await new Promise((resolve) => child!.stdout!.once('data', resolve));

    // As soon as the lock is nobody's any more.
    const store = await openEmbedded({ folder });
    expect(await ended).not.toBe(0);
    expect(said).toContain(`The data folder ${folder} was taken by another Lens process.`);
    await store.technicians.insert(technicianDocument());
    await store.close();
  });
});
