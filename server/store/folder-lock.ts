import { chmod, mkdir, readFile, rm, rmdir, writeFile } from 'node:fs/promises';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { lock } from 'proper-lockfile';

/** A lock that was not renewed for so long belongs to nobody, in ms. */
const STALE_AFTER_MS = 5000;

/** Thrown when another process holds the data folder. */
export class FolderInUseError extends Error {}

const isCode = (error: unknown, code: string) => (error as NodeJS.ErrnoException).code === code;

/** True if the holder wrote its name on this machine and its process is gone: killed, not slow. */
async function holderIsGone(holderFile: string): Promise<boolean> {
  try {
    const [host, pid] = (await readFile(holderFile, 'utf8')).split(' ');
    if (host !== hostname()) return false;
    process.kill(Number(pid), 0);
    return false;
  } catch (error) {
    return isCode(error, 'ESRCH');
  }
}

/**
 * Makes the folder if it is not there, readable by its owner alone, and holds it against every other
 * process: NeDB itself would lose the writes of one of them in silence. After a SIGKILL the next
 * start takes the lock over at once where it sees that the holder is gone, and else (another
 * machine, a container whose process ids start anew) after 5 s. Throws FolderInUseError.
 */
export async function lockFolder(folder: string): Promise<{ release(): Promise<void> }> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  await chmod(folder, 0o700);
  const lockfilePath = join(folder, '.lock');
  const holderFile = join(folder, '.lock-holder');
  const inUse = () =>
    new FolderInUseError(
      `The data folder ${folder} is in use by another Lens process. Stop that one first, or choose another folder with LENS_DATA_DIR.`,
    );

  const acquire = (retries: number) =>
    lock(folder, {
      lockfilePath,
      stale: STALE_AFTER_MS,
      update: 1000,
      retries: { retries, factor: 1, minTimeout: 250, maxTimeout: 250 },
      // Unhandled on purpose: whoever lost the folder must not write to it again.
      onCompromised: () => {
        throw inUse();
      },
    });

  if (await holderIsGone(holderFile)) await rmdir(lockfilePath).catch(() => undefined);
  let unlock: () => Promise<void>;
  try {
    unlock = await acquire(STALE_AFTER_MS / 250 + 4);
  } catch (error) {
    throw isCode(error, 'ELOCKED') ? inUse() : error;
  }
  await writeFile(holderFile, `${hostname()} ${process.pid}`, { mode: 0o600 });
  return {
    async release() {
      await rm(holderFile, { force: true });
      await unlock();
    },
  };
}
