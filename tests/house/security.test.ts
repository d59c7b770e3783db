import { existsSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { root } from '../../scripts/root.ts';

const text = readFileSync(`${root}SECURITY.md`, 'utf8');
const pathsOf = (part: string) =>
  [...part.matchAll(/`((?:tests|server|common|scripts)\/[^`]+)`/g)].map(([, path]) => path!);

test('every file that SECURITY.md names is there', () => {
  const missing = pathsOf(text).filter((path) => !existsSync(root + path));
  expect(missing).toEqual([]);
});

test('every threat of SECURITY.md names what holds it off and a test that shows it', () => {
  const threats = text.split('\n').filter((line) => /^\| (?!What is tried|---)/.test(line));
  expect(threats.length).toBeGreaterThan(25);
  for (const threat of threats) {
    const [, , held = '', shown = ''] = threat.split(' | ').join('|').split('|');
    expect(held.trim(), threat).not.toBe('');
    expect(
      pathsOf(shown).filter((path) => path.endsWith('.test.ts')),
      threat,
    ).not.toEqual([]);
  }
});
