import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

const linkFile = (dataDir: string) => join(dataDir, 'set-password-link.txt');

/**
 * Puts the first administrator's link into a file that only its owner can read, for whoever starts a
 * server where no person watches. Gives where it is.
 */
export async function writeLinkFile(dataDir: string, url: string): Promise<string> {
  const file = linkFile(dataDir);
  await mkdir(dataDir, { recursive: true, mode: 0o700 });
  // Removed first: the mode is given only to a file that is new.
  await rm(file, { force: true });
  await writeFile(file, `${url}\n`, { mode: 0o600 });
  return file;
}

/** Removes the file, if it is there. */
export async function removeLinkFile(dataDir: string): Promise<void> {
  await rm(linkFile(dataDir), { force: true });
}

/** Removes the file if the link in it has this secret: it has been used. */
export async function removeUsedLinkFile(dataDir: string, secret: string): Promise<void> {
  const link = await readFile(linkFile(dataDir), 'utf8').catch(() => '');
  if (link.trimEnd().endsWith(`#${secret}`)) await removeLinkFile(dataDir);
}
