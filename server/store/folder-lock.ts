import fs from 'node:fs';
import { chmod, mkdir, rm, rmdir, stat, writeFile } from 'node:fs/promises';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { getSystemErrorName } from 'node:util';
import { lock } from 'proper-lockfile';
import { isOfSystem } from './files-in-step.ts';
import { FolderInUseError, holderIsGone, inUse, isCode } from './lock-holder.ts';

/** A lock that was not renewed for so long belongs to nobody, in ms. */
const STALE_AFTER_MS = 5000;
/** How often its holder renews it, and how often a start looks whether it did, in ms. */
const RENEW_EVERY_MS = 1000;
const LOOK_EVERY_MS = 100;

/** A data folder, held against every other process. */
export interface FolderLock {
  /** Throws why the lock cannot be renewed: until it can, another process may take the folder. */
  mustHold(): void;
  release(): Promise<void>;
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
 *
 * Where the folder can only be read for a while, the lock is still this process's until another takes it:
 * it is taken anew as soon as that goes, and a process from which it was taken ends.
 */
export async function lockFolder(folder: string): Promise<FolderLock> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  await chmod(folder, 0o700);
  const lockfilePath = join(folder, '.lock');
  const holderFile = join(folder, '.lock-holder');
  let unrenewed: unknown = null;
  let released = false;
  let unlock: () => Promise<void>;
  const acquire = () =>
    lock(folder, {
      fs,
      lockfilePath,
      stale: STALE_AFTER_MS,
      update: RENEW_EVERY_MS,
      // Unhandled on purpose: whoever lost the folder must not write to it again.
      onCompromised: (error) => void takeAgain(error),
    });

  /** Goes on where the lock could not be renewed, and is nobody else's. Throws FolderInUseError. */
  async function takeAgain(error: NodeJS.ErrnoException): Promise<void> {
    const taken = () =>
      new FolderInUseError(`The data folder ${folder} was taken by another Lens process.`);
    if (!isOfSystem(error)) throw taken();
    // The code is the library's by now.
    unrenewed = Object.assign(error, { code: getSystemErrorName(error.errno!) });
    // It was this process's a moment ago, unless it could not even be looked at.
    const own = error.syscall === 'stat' ? undefined : await renewedAt(lockfilePath);
    while (!released) {
      const now = await renewedAt(lockfilePath);
      if (own === undefined || now === undefined)
        throw new FolderInUseError(
          `The lock of the data folder ${folder} is gone, or cannot be read (${error.code}): another Lens process may have the folder, so this one ends.`,
        );
      if (now !== own) throw taken();
      try {
        unlock = await acquire();
        unrenewed = null;
        // Given back meanwhile.
        if (released) await unlock();
        return;
      } catch (again) {
        // By its own time it may be good for a moment still.
        if (!isCode(again, 'ELOCKED')) unrenewed = again;
      }
      await setTimeout(RENEW_EVERY_MS, undefined, { ref: false });
    }
  }

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
  unlock = await waitForLock();
  await writeFile(holderFile, `${hostname()} ${process.pid}`, { mode: 0o600 });
  return {
    mustHold() {
      if (unrenewed !== null) throw unrenewed;
    },
    async release() {
      released = true;
      // Where they cannot be removed, the next start sees that this process is gone.
      await rm(holderFile, { force: true }).catch(() => undefined);
      await unlock().catch(() => undefined);
    },
  };
}
