import { countAttempt, giveAttemptBack } from '../http/attempts.ts';
import { createTurns } from '../in-turn.ts';
import type { Store } from '../store/store.ts';
import type { PinGuard } from './pin-guard.ts';
import type { TypedPin } from './pin.ts';

/**
 * How many PINs that are not right one address may give within ten minutes: typing errors of a whole
 * office, and PINs that were used or are over.
 */
const WINDOW_SECONDS = 600;
const PER_ADDRESS = 10;

/** Runs a guess of a PIN within the limits. */
export type Guess = <T>(address: string, typed: TypedPin, look: () => Promise<T>) => Promise<T>;

/**
 * Limits the guessing of PINs: for each address here, by what is risked by the guard. Right ones do
 * not count for an address, so that a whole office behind one can join; but each is counted before it
 * is looked up, and given back if it was right: a thousand sent at once would else all be looked up
 * before the first one is counted. Whatever was looked up and was not right counts, as its risk does:
 * one address could else use up what may be risked by all. One address's guesses are looked at one
 * after another, so that ten right ones at once are no wrong one too many. Throws `too_many_attempts`, `pin_extra_needed`,
 * `pin_entry_paused`.
 */
export function createGuess(store: Store, guard: PinGuard): Guess {
  const perAddress = store.counter('pin-address', PER_ADDRESS, WINDOW_SECONDS);
  const inTurn = createTurns();

  async function counted<T>(
    address: string,
    { extra }: TypedPin,
    look: () => Promise<T>,
  ): Promise<T> {
    // The address first: one that may not guess any more must not use up what all others may.
    await countAttempt(perAddress, address);
    let counts = false;
    try {
      const found = await guard.guess({ address, withExtra: extra !== undefined }, () => {
        counts = true;
        return look();
      });
      counts = false;
      return found;
    } finally {
      if (!counts) await giveAttemptBack(perAddress, address);
    }
  }

  return async (address, typed, look) => {
    guard.mustBeLetIn(typed.extra !== undefined);
    return inTurn(address, () => counted(address, typed, look));
  };
}
