import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { root } from '../../scripts/root.ts';

const shipped = ['common', 'server', 'extension', 'customer-web'];

/** Names that stand in a sentence or name an XML language; nothing is ever fetched from them. */
const harmless = new Set(['localhost', 'lens.example.com', 'help.example.com', 'www.w3.org']);

async function sources(folder: string): Promise<{ file: string; text: string }[]> {
  const entries = await readdir(join(root, folder), { recursive: true, withFileTypes: true });
  const files = entries
    .filter((entry) => entry.isFile() && /\.(ts|svelte|html|css|svg|webmanifest)$/.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name));
  return Promise.all(
    files.map(async (file) => ({
      file: file.slice(root.length),
      text: await readFile(file, 'utf8'),
    })),
  );
}

const all = (await Promise.all(shipped.map(sources))).flat();

test('what is shipped names no foreign host: no font, script, STUN, TURN or telemetry of others', () => {
  expect(all.length).toBeGreaterThan(100);
  const foreign = all.flatMap(({ file, text }) =>
    // An address that goes on with a value is put together at run time, from this server's own.
    [...text.matchAll(/\b(?:https?|wss?):\/\/([a-z0-9.-]+\.[a-z]{2,}|localhost)/gi)]
      .filter(([, host = '']) => !harmless.has(host))
      .map(([address]) => `${file}: ${address}`),
  );
  expect(foreign).toEqual([]);
  const servers = all.flatMap(({ file, text }) =>
    [...text.matchAll(/\b(?:stun|turn)s?:([a-z0-9][a-z0-9.-]*)/gi)]
      .filter(([, host]) => host !== 'turn.example.com')
      .map(([address]) => `${file}: ${address}`),
  );
  expect(servers).toEqual([]);
});
