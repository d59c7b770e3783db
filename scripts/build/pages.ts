/**
 * Builds the extension and the customer's page for production. A process of its own: Vite and
 * Svelte look at NODE_ENV, which is `test` in a test run.
 */
import { mkdir, mkdtemp, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import lockfile from 'proper-lockfile';
import { build } from 'vite';
import { customerFolder, extensionFolder, root } from '../root.ts';
import { compressAhead } from './compress.ts';
import { sourcesStamp } from './sources.ts';
import { stampFile } from './build.ts';

/** Puts a finished folder where the former build is, so that nobody ever meets a half of one. */
async function replace(former: string, finished: string): Promise<void> {
  await rename(former, `${finished}-former`).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'ENOENT') throw error;
  });
  await rename(finished, former);
}

/** Builds the page of a folder by its own configuration. */
async function buildPage(page: string, outDir: string): Promise<void> {
  await build({
    configFile: join(root, page, 'vite.config.ts'),
    logLevel: 'warn',
    // How long each plugin took is no news to whoever starts a server.
    build: { outDir, rolldownOptions: { checks: { pluginTimings: false } } },
  });
}

const dist = join(root, 'dist');
await mkdir(dist, { recursive: true });
// Two commands may find at the same time that the sources have changed: one builds, one waits.
const unlock = await lockfile.lock(dist, { retries: { retries: 300, factor: 1 } });
try {
  const stamp = await sourcesStamp();
  const built = await readFile(stampFile, 'utf8').catch(() => '');
  if (built !== stamp) {
    // What a build left that was killed half-way.
    for (const name of (await readdir(dist)).filter((name) => name.startsWith('next-'))) {
      await rm(join(dist, name), { recursive: true, force: true });
    }
    const next = await mkdtemp(join(dist, 'next-'));
    try {
      for (const [page, goal] of [
        ['extension', extensionFolder],
        ['customer-web', customerFolder],
      ] as const) {
        const outDir = join(next, page);
        await buildPage(page, outDir);
        if (page === 'customer-web') {
          await buildPage('customer-web/check', join(outDir, 'check'));
          await compressAhead(outDir);
        }
        await replace(goal, outDir);
      }
      await writeFile(stampFile, stamp);
    } finally {
      await rm(next, { recursive: true, force: true });
    }
  }
} finally {
  await unlock();
}
