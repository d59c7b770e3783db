import { PIN_DIGITS, PIN_EXTRA_DIGITS } from '../../common/contract/session.ts';

/**
 * How many open PINs are guessed at most, on average: **under 1 in 1,000 over all open PINs and a PIN's
 * whole life, however many PINs are open and from however many addresses they are guessed.**
 *
 * What a guess risks is the number of hits to be expected of it. With N open PINs, all of them
 * different, that is N / 10^6 for six digits and N / 10^10 for ten: the PIN and the four digits drawn
 * beside it. What is risked is added up, in units of 10^-10, and not the guesses: so it does not matter
 * how N changes. A PIN that is opened later was not there to be hit by the guesses before it, and each
 * guess after it is counted with the N of its own time; one that is over only leaves too much counted.
 *
 * Of what may be risked within a PIN's life, six digits are let use 9.0 in 10,000 (with N open PINs:
 * 900 / N wrong guesses); from then on, and while more than 200 PINs are open, ten are asked for, until
 * 9.9 in 10,000. So the sum of the risks that were counted and not given back is R <= 0.99 / 1,000. What
 * it leaves out is little:
 * - Right guesses are given back, or the honest would use it up. A guess is right with p <= 0.0009 (with
 *   200 PINs 0.0002), so that at most 1 / (1 - p) as many are made.
 * - Who guesses tries nothing twice: at most 900 of the 10^6 PINs, and 990,000 of the 10^10, are known
 *   to be wrong, which makes each of the others likelier by 1 / (1 - 0.001) at most, for either.
 * R / (0.9991 * 0.999 * 0.999) < 0.993 / 1,000. PINs that were right once count as wrong ones, so that
 * their number does not matter.
 */

/** The units of risk in one hit that is to be expected. */
export const UNITS_OF_A_HIT = 10 ** (PIN_DIGITS + PIN_EXTRA_DIGITS);
/** What may be risked within a PIN's life while six digits are enough. */
const WITH_SIX_DIGITS = 9_000_000;
/** What may be risked within a PIN's life at all. */
const WITH_TEN_DIGITS = 9_900_000;
/**
 * With how many open PINs six digits do. With more, a few customers' typing errors would bring the other
 * four on in any case, and no address could be let err once without using up what all may.
 */
const OPEN_PINS_WITH_SIX_DIGITS = 200;

/** Whether six digits can be enough with so many open PINs. */
export const sixDigitsDo = (openPins: number): boolean => openPins <= OPEN_PINS_WITH_SIX_DIGITS;

/** What one guess risks with so many open PINs. With none it counts as with one: one may be opened. */
export function riskOf(openPins: number, withExtra: boolean): number {
  return Math.max(1, openPins) * (withExtra ? 1 : 10 ** PIN_EXTRA_DIGITS);
}

/** Whether a guess may be looked at when so much was risked within a PIN's life, itself included. */
export function mayBeRisked(risked: number, withExtra: boolean): boolean {
  return risked <= (withExtra ? WITH_TEN_DIGITS : WITH_SIX_DIGITS);
}
