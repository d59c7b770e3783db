import { spawn, type ChildProcess } from 'node:child_process';
import { mkdir, mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openEmbedded } from '../../../server/store/embedded.ts';
import { FolderInUseError } from '../../../server/store/lock-holder.ts';
import { sessionDocument, technicianDocument } from '../../support/documents.ts';

/** Opens a store in a process of its own, writes one technician, says so, and goes on holding it. */
const holder = (folder: string) => `
  import { openEmbedded } from './server/store/embedded.ts';
  const store = await openEmbedded({ folder: ${JSON.stringify(folder)} });
  await store.technicians.insert(${JSON.stringify(technicianDocument({ _id: 'written' }))});
  console.log('holding');
  setInterval(() => undefined, 1000);
`;

describe('the data folder', () => {
  let folder: string;
  const children: ChildProcess[] = [];
  beforeEach(async () => {
    folder = join(await mkdtemp(join(tmpdir(), 'lens-store-')), 'data');
  });
  afterEach(async () => {
    for (const child of children.splice(0)) child.kill('SIGKILL');
    await rm(join(folder, '..'), { recursive: true, force: true });
  });

  async function startHolder(): Promise<ChildProcess> {
    const child = spawn(
      process.execPath,
      ['--import', 'tsx', '--input-type=module', '-e', holder(folder)],
      { stdio: ['ignore', 'pipe', 'inherit'] },
    );
    children.push(child);
    await new Promise<void>((resolve, reject) => {
      child.stdout!.once('data', () => resolve());
      child.once('exit', () => reject(new Error('the holder ended before it held')));
    });
    return child;
  }

  it('keeps everything from one start to the next', async () => {
    const [technician, session] = [technicianDocument(), sessionDocument()];
    const first = await openEmbedded({ folder });
    await first.technicians.insert(technician);
    await first.sessions.insert(session);
    await first.close();
    const second = await openEmbedded({ folder });
    expect(await second.technicians.byId(technician._id)).toEqual(technician);
    expect(await second.sessions.byPin(session.pin!)).toEqual(session);
    await second.close();
  });

  it('is readable by its owner alone, also where it was there before', async () => {
    await mkdir(folder, { mode: 0o755 });
    const store = await openEmbedded({ folder });
    await store.technicians.insert(technicianDocument());
    expect((await stat(folder)).mode & 0o777).toBe(0o700);
    expect((await stat(join(folder, 'technicians.db'))).mode & 0o077).toBe(0);
    await store.close();
  });

  it('holds nothing any more of what was removed', async () => {
    const store = await openEmbedded({ folder });
    const session = sessionDocument({ pin: '918273', endedAt: 1, state: 'ended' });
    await store.sessions.insert(session);
    expect(await readFile(join(folder, 'sessions.db'), 'utf8')).toContain('918273');
    await store.sessions.removeEnded(2);
    expect(await readFile(join(folder, 'sessions.db'), 'utf8')).not.toContain('918273');
    await store.close();
  });

  it('is soon refused to a second process in a sentence', { timeout: 30_000 }, async () => {
    const { pid } = await startHolder();
    const began = performance.now();
    const refused = await openEmbedded({ folder }).catch((error: unknown) => error);
    expect(performance.now() - began).toBeLessThan(3000);
    expect(refused).toBeInstanceOf(FolderInUseError);
    expect((refused as Error).message).toContain(
      `The data folder ${folder} is in use by another Lens process (process ${pid}).`,
    );
  });

  it('is taken over at once from a server that was killed', { timeout: 30_000 }, async () => {
    const child = await startHolder();
    const gone = new Promise((resolve) => child.once('exit', resolve));
    child.kill('SIGKILL');
    await gone;
    const began = performance.now();
    const store = await openEmbedded({ folder });
    expect(performance.now() - began).toBeLessThan(3000);
    expect(await store.technicians.byId('written')).not.toBeNull();
    await store.close();
  });

  it('is taken over from a holder elsewhere that renews its lock no more', async () => {
    await mkdir(join(folder, '.lock'), { recursive: true });
    await writeFile(join(folder, '.lock-holder'), `another-machine ${process.pid}`);
    const store = await openEmbedded({ folder });
    await store.technicians.insert(technicianDocument());
    await store.close();
  });

  it('can be opened again as soon as it was closed', async () => {
    for (let time = 0; time < 3; time++) await (await openEmbedded({ folder })).close();
  });

  it('is not written to after it was given back', async () => {
    const store = await openEmbedded({ folder });
    await store.close();
    await expect(store.technicians.insert(technicianDocument())).rejects.toThrow('closed');
    await store.close();
  });
});
