import { randomUUID } from 'node:crypto';
import { rm, statfs, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { StoreFacts } from '../../common/contract/doctor.ts';

/** Whether a file can be written there: the rights alone do not tell of a full or a read-only disk. */
async function canWrite(folder: string): Promise<boolean> {
  const file = join(folder, `.written-${randomUUID()}`);
  try {
    await writeFile(file, 'Can this be written?', { mode: 0o600 });
    return true;
  } catch {
    return false;
  } finally {
    await rm(file, { force: true }).catch(() => undefined);
  }
}

/** The disk of a folder, in bytes; null where there is no such folder. */
export async function diskOf(folder: string): Promise<StoreFacts['disk']> {
  const found = await statfs(folder).catch(() => null);
  if (found === null) return null;
  return {
    writable: await canWrite(folder),
    // What is free to whoever is not root.
    freeBytes: found.bavail * found.bsize,
    totalBytes: found.blocks * found.bsize,
  };
}
