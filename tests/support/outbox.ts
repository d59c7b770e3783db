import { mkdtemp, readFile, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A folder of a test's own for what a server would send. */
export interface TestOutbox {
  folder: string;
  /** What was put there, oldest first. */
  // eslint-disable-next-line @typescript-eslint/no-explicit-any -- tests look into it freely
  messages(): Promise<any[]>;
  remove(): Promise<void>;
}

export async function testOutbox(): Promise<TestOutbox> {
  const folder = await mkdtemp(join(tmpdir(), 'lens-outbox-'));
  return {
    folder,
    async messages() {
      const names = (await readdir(folder)).sort();
      return await Promise.all(
        names.map(async (name) => JSON.parse(await readFile(join(folder, name), 'utf8'))),
      );
    },
    remove: () => rm(folder, { recursive: true, force: true }),
  };
}
