import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { root } from '../root.ts';
import { sourcesStamp } from './sources.ts';

/** Holds the stamp of the sources that `dist/` was built from. */
export const stampFile = join(root, 'dist/stamp');

/** Builds both pages unless `dist/` is of the present sources; false when the build failed. */
export async function ensureBuilt(): Promise<boolean> {
  const [built, present] = await Promise.all([
    readFile(stampFile, 'utf8').catch(() => ''),
    sourcesStamp(),
  ]);
  if (built === present) return true;
  console.error('Building the extension and the customer page');
  const child = spawn(process.execPath, ['--import', 'tsx', 'scripts/build/pages.ts'], {
    cwd: root,
    stdio: ['ignore', 2, 2],
    env: { ...process.env, NODE_ENV: 'production' },
  });
  const [status] = (await once(child, 'exit')) as [number | null];
  if (status !== 0) console.error('The build failed; what went wrong stands above.');
  return status === 0;
}
