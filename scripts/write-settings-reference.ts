/**
 * Writes docs/settings.md: run by hand (`npx tsx scripts/write-settings-reference.ts`) when a setting
 * changes; a test says when that was forgotten.
 */
import { writeFile } from 'node:fs/promises';
import { root } from './root.ts';
import { settingsReferencePage } from './settings-reference.ts';

await writeFile(`${root}docs/settings.md`, settingsReferencePage());
