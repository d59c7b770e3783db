import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { root } from '../root.ts';

/** All that the two built pages are made of. */
const folders = ['common', 'extension', 'customer-web', 'scripts/build'];
const files = ['manifest.config.ts', 'package-lock.json', 'package.json', 'svelte.config.js'];

/** A hash over every source's path and content: the same sources, the same build. */
export async function sourcesStamp(): Promise<string> {
  const found = await Promise.all(
    folders.map((folder) => readdir(join(root, folder), { recursive: true, withFileTypes: true })),
  );
  const paths = found
    .flat()
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .concat(files.map((file) => join(root, file)))
    .sort();
  const contents = await Promise.all(paths.map((path) => readFile(path)));
  const hash = createHash('sha256');
  paths.forEach((path, index) => {
    hash
      .update(`${path.slice(root.length)}\0`)
      .update(contents[index] ?? '')
      .update('\0');
  });
  return hash.digest('hex');
}
