import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { UNITS_OF_A_HIT, mayBeRisked, riskOf } from '../../../server/sessions/pin-risk.ts';

/** What whoever guesses without end is let try within a PIN's life, with so many open PINs. */
function letThrough(openPins: number) {
  const guesses = { six: 0, ten: 0 };
  let risked = 0;
  for (const [digits, withExtra] of [
    ['six', false],
    ['ten', true],
  ] as const) {
    const one = riskOf(openPins, withExtra);
    while (mayBeRisked(risked + one, withExtra)) {
      risked += one;
      guesses[digits] += 1;
    }
  }
  return guesses;
}

describe('what is risked of the open PINs', () => {
  it.each([
    { openPins: 1, six: 900, ten: 900_000 },
    { openPins: 10, six: 90, ten: 90_000 },
    { openPins: 100, six: 9, ten: 9_000 },
    { openPins: 1000, six: 0, ten: 9_900 },
    { openPins: 100_000, six: 0, ten: 99 },
    { openPins: 999_999, six: 0, ten: 9 },
  ])(
    'with $openPins of them: $six guesses of six digits and $ten of ten, under 1 hit in 1,000',
    ({ openPins, six, ten }) => {
      const guesses = letThrough(openPins);
      expect(guesses).toEqual({ six, ten });

      // From the digits themselves, not from the units: what each guess hits if nothing is known.
      const hits = guesses.six * (openPins / 1e6) + guesses.ten * (openPins / 1e10);
      expect(hits).toBeLessThan(0.9901e-3);
      // Right guesses are given back, and what was tried is known to be wrong.
      const givenBack = 1 - Math.max(openPins / 1e10, guesses.six > 0 ? openPins / 1e6 : 0);
      const leftOver = (1 - guesses.six / 1e6) * (1 - guesses.ten / 1e10);
      expect(hits / givenBack / leftOver).toBeLessThan(1e-3);
    },
  );

  it('is under 1 hit in 1,000 however many PINs come and go meanwhile', () => {
    const openPins = fc.integer({ min: 0, max: 60 }).map((power) => Math.floor(10 ** (power / 10)));
    fc.assert(
      fc.property(fc.array(openPins, { minLength: 200, maxLength: 2000 }), (atEachGuess) => {
        let [risked, hits] = [0, 0];
        for (const open of atEachGuess) {
          const withExtra = !mayBeRisked(risked + riskOf(open, false), false);
          const one = riskOf(open, withExtra);
          if (!mayBeRisked(risked + one, withExtra)) continue;
          risked += one;
          hits += open / (withExtra ? 1e10 : 1e6);
        }
        expect(hits).toBeCloseTo(risked / UNITS_OF_A_HIT, 12);
        expect(hits).toBeLessThan(0.9901e-3);
      }),
    );
  });

  it('counts as with one open PIN where there is none: one may be opened at any moment', () => {
    expect(riskOf(0, false)).toBe(riskOf(1, false));
    expect(riskOf(0, true)).toBe(riskOf(1, true));
  });
});
