import { countAttempt, giveAttemptBack } from '../http/attempts.ts';
import { HttpError } from '../http/http-error.ts';
import type { Store } from '../store/store.ts';

/** Wrong PINs within ten minutes: one address may give 10 (typing errors), all together 300. */
const WINDOW_SECONDS = 600;
const PER_ADDRESS = 10;
const OVER_ALL = 300;

/** Runs a guess of a PIN within the limits. */
export type Guess = <T>(address: string, guess: () => Promise<T>) => Promise<T>;

/**
 * Limits the guessing of PINs. Only wrong ones count, so that a whole office behind one address can
 * join; but each is counted before it is looked up, and given back if it was not wrong: a thousand
 * sent at once, from as many addresses, would else all be looked up before the first one is counted.
 * One address's guesses are looked at one after another, so that ten right ones at once are no wrong
 * one too many. Throws `too_many_attempts`.
 */
export function createGuess(store: Store): Guess {
  const perAddress = store.counter('pin-address', PER_ADDRESS, WINDOW_SECONDS);
  const overAll = store.counter('pin-all', OVER_ALL, WINDOW_SECONDS);
  const queues = new Map<string, Promise<unknown>>();

  async function counted<T>(address: string, guess: () => Promise<T>): Promise<T> {
    // The address first: one that may not guess any more must not use up what all others may.
    await countAttempt(perAddress, address);
    let wrong = false;
    try {
      await countAttempt(overAll, 'all');
      return await guess();
    } catch (error) {
      wrong = error instanceof HttpError && error.code === 'pin_wrong';
      throw error;
    } finally {
      if (!wrong) {
        await giveAttemptBack(perAddress, address);
        await giveAttemptBack(overAll, 'all');
      }
    }
  }

  return async function inTurn(address, guess) {
    const before = queues.get(address) ?? Promise.resolve();
    const mine = before.catch(() => undefined).then(() => counted(address, guess));
    queues.set(address, mine);
    try {
      return await mine;
    } finally {
      if (queues.get(address) === mine) queues.delete(address);
    }
  };
}
