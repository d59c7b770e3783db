import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { AuditEntry } from '../../common/contract/administration.ts';
import { root } from '../../scripts/root.ts';

const actions = AuditEntry.entries.action.options;

async function textOf(folder: string, ending: string): Promise<string> {
  const entries = await readdir(join(root, folder), { recursive: true, withFileTypes: true });
  const files = entries
    .filter((entry) => entry.isFile() && entry.name.endsWith(ending))
    .map((entry) => join(entry.parentPath, entry.name))
    // The log's own tests put into it what they read there.
    .filter((file) => !file.startsWith(join(root, 'tests/server/audit')));
  return (await Promise.all(files.map((file) => readFile(file, 'utf8')))).join('\n');
}

const [server, tests] = await Promise.all([
  textOf('server', '.ts'),
  textOf('tests/server', '.test.ts'),
]);

describe.each(actions)('the audit log’s action %s', (action) => {
  test('is noted by the server', () => {
    // As a deed of its own, or as what somebody did to the own account.
    const noted = new RegExp(`(?:action: |ownDeed\\([^()]*, )'${action}'`);
    expect(noted.test(server)).toBe(true);
  });

  test('is looked for by a test of what leads to it', () => {
    // Alone, or with the fields or the people that are noted beside it.
    expect(new RegExp(`['"\`]${action}(?:['"\`]| (?:by |[a-z]))`).test(tests)).toBe(true);
  });
});
