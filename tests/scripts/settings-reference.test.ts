import { readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { settingsEntries } from '../../common/contract/settings.ts';
import { root } from '../../scripts/root.ts';
import { settingsReferencePage } from '../../scripts/settings-reference.ts';

test('docs/settings.md is what the schemas say (npx tsx scripts/write-settings-reference.ts)', async () => {
  expect(await readFile(`${root}docs/settings.md`, 'utf8')).toBe(settingsReferencePage());
});

test('every setting has its line, with what it is', () => {
  const page = settingsReferencePage();
  for (const name of Object.keys(settingsEntries))
    expect(page).toMatch(new RegExp(`^\\| \`${name}\` \\| [A-Z]`, 'm'));
});
