import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { waitUntil } from '../../../scripts/wait-until.ts';
import type { AtDesk } from './scene.ts';

/** Follows what the technician's Chrome saves; the function that it gives waits for the next file. */
export async function downloads({ desk }: AtDesk) {
  const folder = await mkdtemp(join(tmpdir(), 'lens-saved-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  const browser = await desk.browser.target().createCDPSession();
  const names = new Map<string, string>();
  const done: string[] = [];
  browser.on('Browser.downloadWillBegin', (it) => names.set(it.guid, it.suggestedFilename));
  browser.on('Browser.downloadProgress', (it) => it.state === 'completed' && done.push(it.guid));
  await browser.send('Browser.setDownloadBehavior', {
    // By a name of its own: Chrome's automation would write a second file over the first.
    behavior: 'allowAndName',
    downloadPath: folder,
    eventsEnabled: true,
  });
  return async (): Promise<{ name: string; bytes: Buffer }> => {
    await waitUntil('a picture is saved', async () => done.length > 0);
    const guid = done.shift()!;
    return { name: names.get(guid)!, bytes: await readFile(join(folder, guid)) };
  };
}
