import { describe, expect, it } from 'vitest';
import type { LensKind } from '../../../common/showing/said.ts';
import {
  lensOf,
  lensesOf,
  mainLens,
  otherSide,
  type Input,
} from '../../../customer-web/camera/lenses.ts';

/** As a browser lists them: what a MediaDeviceInfo says is not its own. */
const inputs = (labels: readonly string[]): Input[] =>
  labels.map((label) => Object.create({ label, deviceId: `id of ${label}` }));

const kindsOf = (labels: readonly string[], present?: string) =>
  lensesOf(inputs(labels), present && `id of ${present}`).map(
    ({ id, kind }): [LensKind, string] => [kind, labels[id]!],
  );

const phones: [string, readonly string[], [LensKind, string][]][] = [
  [
    'Chrome on an Android phone with four lenses, in no order',
    [
      'camera2 1, facing front',
      'camera2 3, facing front',
      'camera2 2, facing back',
      'camera2 0, facing back',
    ],
    [
      ['front', 'camera2 1, facing front'],
      ['other', 'camera2 3, facing front'],
      ['other', 'camera2 2, facing back'],
      ['rear', 'camera2 0, facing back'],
    ],
  ],
  [
    'Firefox on Android',
    ['Camera 1, Facing front, Orientation 270', 'Camera 0, Facing back, Orientation 90'],
    [
      ['front', 'Camera 1, Facing front, Orientation 270'],
      ['rear', 'Camera 0, Facing back, Orientation 90'],
    ],
  ],
  [
    'an iPhone with three lenses',
    [
      'Front Camera',
      'Back Triple Camera',
      'Back Dual Wide Camera',
      'Back Ultra Wide Camera',
      'Back Dual Camera',
      'Back Camera',
      'Back Telephoto Camera',
    ],
    [
      ['front', 'Front Camera'],
      ['wide', 'Back Ultra Wide Camera'],
      ['rear', 'Back Camera'],
      ['tele', 'Back Telephoto Camera'],
    ],
  ],
  [
    'an iPhone in French',
    [
      'Caméra avant',
      'Caméra triple arrière',
      'Caméra double grand-angle arrière',
      'Caméra ultra-grand-angle arrière',
      'Caméra arrière',
      'Téléobjectif arrière',
    ],
    [
      ['front', 'Caméra avant'],
      ['wide', 'Caméra ultra-grand-angle arrière'],
      ['rear', 'Caméra arrière'],
      ['tele', 'Téléobjectif arrière'],
    ],
  ],
  [
    'an older iPhone in French',
    ['Appareil photo avant', 'Double caméra arrière'],
    [
      ['front', 'Appareil photo avant'],
      ['rear', 'Double caméra arrière'],
    ],
  ],
  [
    'an iPhone in German',
    ['Frontkamera', 'Rückseitige Ultra-Weitwinkelkamera', 'Rückseitige Kamera'],
    [
      ['front', 'Frontkamera'],
      ['wide', 'Rückseitige Ultra-Weitwinkelkamera'],
      ['rear', 'Rückseitige Kamera'],
    ],
  ],
  [
    'an iPad with a wide front camera',
    ['Front Ultra Wide Camera', 'Back Camera'],
    [
      ['front', 'Front Ultra Wide Camera'],
      ['rear', 'Back Camera'],
    ],
  ],
  ['a computer', ['Integrated Webcam (04f2:b6d9)'], [['other', 'Integrated Webcam (04f2:b6d9)']]],
];

describe('the lenses of a phone', () => {
  it.each(phones)('%s', (_phone, labels, kinds) => {
    expect(kindsOf(labels)).toEqual(kinds);
  });

  it('are opened by what the browser knows them by', () => {
    const [only] = lensesOf(inputs(['Webcam']), undefined);
    expect(only).toEqual({ id: 0, kind: 'other', by: { deviceId: 'id of Webcam' } });
  });

  it('joined ones are the main lens where the browser has opened them itself', () => {
    const labels = ['Front Camera', 'Back Dual Wide Camera', 'Back Camera'];
    expect(kindsOf(labels, 'Back Dual Wide Camera')).toEqual([
      ['front', 'Front Camera'],
      ['rear', 'Back Dual Wide Camera'],
      ['other', 'Back Camera'],
    ]);
  });

  it('without labels, are back and front', () => {
    const both = lensesOf(inputs(['', '']), undefined);
    expect(both.map(({ kind, by }) => [kind, by])).toEqual([
      ['rear', { facingMode: 'environment' }],
      ['front', { facingMode: 'user' }],
    ]);
    expect(lensOf({ facingMode: 'user' }, both)?.kind).toBe('front');
    expect(lensesOf(inputs(['']), undefined)).toEqual([]);
    expect(lensesOf([], undefined)).toEqual([]);
  });
});

describe('the lens', () => {
  const lenses = lensesOf(
    inputs(['Back Ultra Wide Camera', 'Back Camera', 'Front Camera']),
    undefined,
  );

  it('to begin with is the main one, not the wide one that is listed first', () => {
    expect(mainLens(lenses)).toMatchObject({ id: 1, kind: 'rear' });
  });

  it('of the other side is the front one, and from there the main one', () => {
    expect(otherSide(lenses, 0)?.id).toBe(2);
    expect(otherSide(lenses, 2)?.id).toBe(1);
    expect(otherSide(lensesOf(inputs(['Webcam']), undefined), 0)).toBeUndefined();
  });
});
