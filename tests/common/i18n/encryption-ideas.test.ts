import { expect, test } from 'vitest';
import { ideas as en } from '../../../common/i18n/encryption/ideas.en.ts';
import { ideas as fr } from '../../../common/i18n/encryption/ideas.fr.ts';

const languages = { en, fr } as const;

/** As it is heard in a noisy room: without accents and case. */
const plain = (word: string) => word.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();

/** How many letters must be put in, taken out or changed to make one word of another (Levenshtein). */
function distance(one: string, two: string): number {
  let former = Array.from({ length: two.length + 1 }, (_, at) => at);
  for (let row = 1; row <= one.length; row += 1) {
    const next = [row];
    for (let at = 1; at <= two.length; at += 1)
      next[at] = Math.min(
        former[at]! + 1,
        next[at - 1]! + 1,
        former[at - 1]! + Number(one[row - 1] !== two[at - 1]),
      );
    former = next;
  }
  return former[two.length]!;
}

test('every language has the same number of ideas, one for each byte', () => {
  expect(en).toHaveLength(256);
  expect(fr).toHaveLength(256);
});

test.each(Object.entries(languages))('each word of %s is one short word', (_, words) => {
  for (const word of words) expect(word).toMatch(/^\p{Ll}{4,12}$/u);
});

test.each(Object.entries(languages))(
  'no word of %s is or begins another, or is one letter from it',
  (_, words) => {
    const heard = words.map(plain);
    const alike = heard.flatMap((one, at) =>
      heard
        .slice(at + 1)
        .filter((two) => one.startsWith(two) || two.startsWith(one) || distance(one, two) < 2)
        .map((two) => `${one} ${two}`),
    );
    expect(alike).toEqual([]);
  },
);
