/** Words that stand for something else than a name where names stand. */
const fixedWords = /^(?:terminal|nobody|technician|api[ _]token|session|group|settings|none|-)$/i;

/** Words of letters, digits and what names are written with, one space between two. */
const ordinary = /^[\p{L}\p{M}\p{N}'’.&-]+(?:,? [\p{L}\p{M}\p{N}'’.&-]+)*$/u;

/** What shows as nothing, or as a space that it is not: other spaces, steering characters, Hangul's fillers. */
const unseen = /(?! )[\p{C}\p{Z}\u115f\u1160\u3164\uffa0]/gu;

const escaped = (character: string) => `\\u{${character.codePointAt(0)!.toString(16)}}`;

/**
 * A name as a person reads it among others: as it is, or in quotes where it could be taken for something
 * else, with what is not seen written out; `quoted` has quotes always.
 */
export function nameWords(name: string, quoted = false): string {
  const isPlain = ordinary.test(name) && name.search(unseen) < 0 && !fixedWords.test(name);
  if (isPlain && !quoted) return name;
  return `"${name.replace(/["\\]/g, '\\$&').replace(unseen, escaped)}"`;
}
