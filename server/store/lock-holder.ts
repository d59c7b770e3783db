import { readFile } from 'node:fs/promises';
import { hostname } from 'node:os';

/** Thrown when another process holds the data folder. */
export class FolderInUseError extends Error {}

/** Whether that is the code of an error, as Node.js says it. */
export const isCode = (error: unknown, code: string) =>
  (error as NodeJS.ErrnoException).code === code;

/** On which machine the holder runs, and its process there; null where it did not say. */
async function holderOf(holderFile: string): Promise<{ host: string; pid: number } | null> {
  const [host, pid] = (await readFile(holderFile, 'utf8').catch(() => '')).split(' ');
  return host && /^[1-9]\d*$/.test(pid ?? '') ? { host, pid: Number(pid) } : null;
}

/** True if the holder wrote its name on this machine and its process is gone: killed, not slow. */
export async function holderIsGone(holderFile: string): Promise<boolean> {
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
export async function inUse(folder: string, holderFile: string): Promise<FolderInUseError> {
  const holder = await holderOf(holderFile);
  const which =
    holder === null
      ? ''
      : ` (process ${holder.pid}${holder.host === hostname() ? '' : ` on ${holder.host}`})`;
  return new FolderInUseError(
    `The data folder ${folder} is in use by another Lens process${which}. Stop that one first, or choose another folder with LENS_DATA_DIR.`,
  );
}
