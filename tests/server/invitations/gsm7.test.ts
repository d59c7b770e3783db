import { describe, expect, it } from 'vitest';
import { asGsm7, segments } from '../../../server/invitations/gsm7.ts';

describe('the segments of an SMS', () => {
  it.each([
    ['nothing but 160 plain signs', 'a'.repeat(160), 1],
    ['161 plain signs', 'a'.repeat(161), 2],
    ['306, twice 153', 'a'.repeat(306), 2],
    ['307', 'a'.repeat(307), 3],
    ['the accents that GSM-7 has', 'éèùìòàÇÉäöñü'.repeat(13), 1],
    ['80 signs of the extension, at two places each', '€'.repeat(80), 1],
    ['81 of them', '€'.repeat(81), 2],
    ['one that would be cut in two', `${'a'.repeat(152)}€${'a'.repeat(152)}`, 3],
    ['70 signs of which one is not GSM-7', `ê${'a'.repeat(69)}`, 1],
    ['71 of them', `ê${'a'.repeat(70)}`, 2],
    ['134, twice 67', `ê${'a'.repeat(133)}`, 2],
    ['135', `ê${'a'.repeat(134)}`, 3],
    ['35 pictures at two places each', '🔧'.repeat(35), 1],
    ['36 of them, 33 of which fit into 67 places', '🔧'.repeat(36), 2],
    ['no sign', '', 1],
  ])('are counted for %s', (_, text, count) => {
    expect(segments(text)).toBe(count);
  });
});

describe('a text in GSM-7', () => {
  it.each([
    ['Forêt & Fils', 'Foret & Fils'],
    ['L’été – «chaud»…', 'L\'été - "chaud"...'],
    ['garçon', 'garcon'],
    ['Cœur\u00a0net', 'Coeur net'],
    ['e\u0301te\u0301', 'été'],
    ['Already plain: [50 €]', 'Already plain: [50 €]'],
  ])('says %s with its nearest signs: %s', (text, plain) => {
    expect(asGsm7(text)).toBe(plain);
  });

  it.each(['東京ガス', 'Ελλάδα ΑΕ', 'Fix it 🔧'])('leaves %s as it is', (text) => {
    expect(asGsm7(text)).toBe(text);
  });
});
