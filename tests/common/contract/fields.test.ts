import * as v from 'valibot';
import { describe, expect, test } from 'vitest';
import { line, lines, named } from '../../../common/contract/fields.ts';
import { jsonSchemaOf } from '../../../server/openapi/schemas.ts';

const name = line(100);
const licence = lines(100);

const code = (character: string) => `U+${character.codePointAt(0)!.toString(16).padStart(4, '0')}`;
const range = (from: number, to: number) =>
  Array.from({ length: to - from + 1 }, (_, at) => String.fromCodePoint(from + at));

const steering = [
  ...range(0x0000, 0x0008),
  ...range(0x000b, 0x001f),
  ...range(0x007f, 0x009f),
  ...['\u061c', '\u200e', '\u200f'],
  ...range(0x2028, 0x202e),
  ...['\u200b', '\u2060', '\ufeff'],
  ...range(0xe0000, 0xe007f),
  ...range(0x2066, 0x2069),
  '\ud800',
].map((character) => [code(character), character] as const);

describe('a line and a text that people type', () => {
  test.each(steering)('hold no %s', (_, character) => {
    expect(v.is(name, `a${character}b`)).toBe(false);
    expect(v.is(licence, `a${character}b`)).toBe(false);
  });

  test.each([
    'Anna Meyer',
    "Siobhán O'Brien-Müller",
    'Žofie Łęcka 😀',
    '佐藤 花子',
    'דנה כהן',
    'سارة',
    // The joiners that Persian and emoji are written with.
    'می\u200cخواهم',
    '👩\u200d🔧',
  ])('hold %s', (text) => {
    expect(v.parse(name, text)).toBe(text);
    expect(v.parse(licence, text)).toBe(text);
  });

  test('differ by the ends of lines and the tabs that a text has', () => {
    for (const text of ['one\ntwo', 'one\ttwo']) {
      expect(v.is(name, text)).toBe(false);
      expect(v.parse(licence, text)).toBe(text);
    }
  });

  test.each(['\u200d', '\u200c\u200d', '\u3164', '\u115f\u1160', '\uffa0', '\u0301'])(
    'are no name without anything to be seen: %j',
    (text) => {
      expect(v.is(named(100), text)).toBe(false);
    },
  );

  test.each(['A', '7', '佐', '😀', '👩\u200d🔧', '한\u3164글', 'می\u200cخواهم'])(
    'are a name where something is seen: %s',
    (text) => {
      expect(v.is(named(100), text)).toBe(true);
      const pattern = new RegExp(jsonSchemaOf(named(100)).pattern!, 'u');
      expect(pattern.test(text)).toBe(true);
      expect(pattern.test('\u3164')).toBe(false);
    },
  );

  test('are described to others by patterns that let through and refuse the same', () => {
    for (const schema of [name, licence, named(100)]) {
      const { pattern } = jsonSchemaOf(schema);
      const described = new RegExp(pattern!, 'u');
      for (const [, character] of [...steering, ['', '\n'], ['', '\u200d']] as const)
        expect(described.test(`a${character}b`)).toBe(v.is(schema, `a${character}b`));
    }
  });
});
