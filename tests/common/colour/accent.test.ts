import { describe, expect, it } from 'vitest';
import { accentTokens, contrast } from '../../../common/colour/accent.ts';

/** The grounds of the design's tokens on which the accent stands: light and dark. */
const grounds = { light: ['#f3f5f8', '#ffffff'], dark: ['#1f252f', '#14181f'] } as const;

const steps = [0, 32, 64, 96, 119, 128, 160, 192, 224, 255];
const hex = (...channels: number[]) =>
  `#${channels.map((one) => one.toString(16).padStart(2, '0')).join('')}`;
const colours = steps.flatMap((r) => steps.flatMap((g) => steps.map((b) => hex(r, g, b))));

describe('contrast', () => {
  // The first two by definition; the third as WebAIM's checker gives it.
  it.each([
    ['#000000', '#ffffff', 21],
    ['#123456', '#123456', 1],
    ['#767676', '#ffffff', 4.54],
  ])('of %s and %s is %d, whichever comes first', (one, other, expected) => {
    expect(contrast(one, other)).toBeCloseTo(expected, 2);
    expect(contrast(other, one)).toBeCloseTo(expected, 2);
  });
});

describe.each(Object.entries(grounds))('a company’s colour on the %s page', (_, [raised, page]) => {
  it('leaves every word legible, whatever it is and also under the pointer', () => {
    const illegible = colours.filter((colour) => {
      const token = accentTokens(colour, raised);
      const pairs = [
        [token['--accent'], raised],
        [token['--accent'], page],
        [token['--accent'], token['--on-accent']],
        [token['--fill'], token['--on-fill']],
        [token['--fill-strong'], token['--on-fill']],
      ] as [string, string][];
      return pairs.some(([one, other]) => contrast(one, other) < 4.5);
    });
    expect(illegible).toEqual([]);
  });

  it('is the ground of its buttons as it is, and stays where it is legible already', () => {
    expect(accentTokens('#ffe600', raised)['--fill']).toBe('#ffe600');
    expect(accentTokens('#ffe600', raised)['--on-fill']).toBe('#000000');
    const legible = raised === grounds.light[0] ? '#00695c' : '#7fd6a0';
    expect(accentTokens(legible, raised)['--accent']).toBe(legible);
  });
});
