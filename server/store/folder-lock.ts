import { chmod, mkdir, readFile, rm, rmdir, stat, writeFile } from 'node:fs/promises';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { lock } from 'proper-lockfile';

/** A lock that was not renewed for so long belongs to nobody, in ms. */
const STALE_AFTER_MS = 5000;
/** How often its holder renews it, and how often a start looks whether it did, in ms. */
const RENEW_EVERY_MS = 1000;
const LOOK_EVERY_MS = 100;

/** Thrown when another process holds the data folder. */
export class FolderInUseError extends Error {}

const isCode = (error: unknown, code: string) => (error as NodeJS.ErrnoException).code === code;

/** On which machine the holder runs, and its process there; null where it did not say. */
async function holderOf(holderFile: string): Promise<{ host: string; pid: number } | null> {
  const [host, pid] = (await readFile(holderFile, 'utf8').catch(() => '')).split(' ');
  return host && /^[1-9]\d*$/.test(pid ?? '') ? { host, pid: Number(pid) } : null;
}

/** True if the holder wrote its name on this machine and its process is gone: killed, not slow. */
async function holderIsGone(holderFile: string): Promise<boolean> {
  const holder = await holderOf(holderFile);
  if (holder?.host !== hostname()) return false;
  try {
    process.kill(holder.pid, 0);
    return false;
  } catch (error) {
    return isCode(error, 'ESRCH');
  }
}

/** That a folder is held, and by which process: what has to be stopped is then known. */
async function inUse(folder: string, holderFile: string): Promise<FolderInUseError> {
  const holder = await holderOf(holderFile);
  const which =
    holder === null
      ? ''
      : ` (process ${holder.pid}${holder.host === hostname() ? '' : ` on ${holder.host}`})`;
  return new FolderInUseError(
    `The data folder ${folder} is in use by another Lens process${which}. Stop that one first, or choose another folder with LENS_DATA_DIR.`,
  );
}

/** When the holder of a lock last renewed it; undefined once it is gone. */
async function renewedAt(lockfilePath: string): Promise<number | undefined> {
  const found = await stat(lockfilePath).catch(() => undefined);
  return found?.mtimeMs;
}

/**
 * Makes the folder if it is not there, readable by its owner alone, and holds it against every other
 * process: NeDB itself would lose the writes of one of them in silence. After a SIGKILL the next
 * start takes the lock over at once where it sees that the holder is gone, and else (another
 * machine, a container whose process ids start anew) after 5 s. A holder that lives is told by its
 * renewing the lock, within a second, on whatever machine it is. Throws FolderInUseError.
 */
export async function lockFolder(folder: string): Promise<{ release(): Promise<void> }> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  await chmod(folder, 0o700);
  const lockfilePath = join(folder, '.lock');
  const holderFile = join(folder, '.lock-holder');
  const acquire = () =>
    lock(folder, {
      lockfilePath,
      stale: STALE_AFTER_MS,
      update: RENEW_EVERY_MS,
      // Unhandled on purpose: whoever lost the folder must not write to it again.
      onCompromised: () => {
        throw new FolderInUseError(`The data folder ${folder} was taken by another Lens process.`);
      },
    });

  /** Takes the lock as soon as it is free, unless somebody renews it. */
  async function waitForLock(): Promise<() => Promise<void>> {
    const found = await renewedAt(lockfilePath);
    for (let waited = 0; ; waited += LOOK_EVERY_MS) {
      try {
        return await acquire();
      } catch (error) {
        if (!isCode(error, 'ELOCKED')) throw error;
        const renewed = await renewedAt(lockfilePath);
        const isAlive = renewed !== undefined && renewed !== found;
        if (isAlive || waited > STALE_AFTER_MS + RENEW_EVERY_MS)
          throw await inUse(folder, holderFile);
      }
      await setTimeout(LOOK_EVERY_MS);
    }
  }

  if (await holderIsGone(holderFile)) await rmdir(lockfilePath).catch(() => undefined);
  const unlock = await waitForLock();
  await writeFile(holderFile, `${hostname()} ${process.pid}`, { mode: 0o600 });
  return {
    async release() {
      await rm(holderFile, { force: true });
      await unlock();
    },
  };
}
