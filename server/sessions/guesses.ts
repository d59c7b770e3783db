import { HttpError } from '../http/http-error.ts';
import type { Counter, Store } from '../store/store.ts';

/** Wrong PINs within ten minutes: one address may give 10 (typing errors), all together 300. */
const WINDOW_SECONDS = 600;
const PER_ADDRESS = 10;
const OVER_ALL = 300;

/** Runs a guess of a PIN within the limits. */
export type Guess = <T>(address: string, guess: () => Promise<T>) => Promise<T>;

async function refuseIfOver(counter: Counter, key: string): Promise<void> {
  const { over, retryAfterSeconds } = await counter.look(key);
  if (over) throw new HttpError('too_many_attempts', { retryAfterSeconds });
}

/**
 * Limits the guessing of PINs. Only wrong ones count, so that a whole office behind one address can
 * join. One address's guesses are looked at one after another: a thousand sent at once would else
 * all be looked up before the first one is counted. Throws `too_many_attempts`.
 */
export function createGuess(store: Store): Guess {
  const perAddress = store.counter('pin-address', PER_ADDRESS, WINDOW_SECONDS);
  const overAll = store.counter('pin-all', OVER_ALL, WINDOW_SECONDS);
  const queues = new Map<string, Promise<unknown>>();

  async function counted<T>(address: string, guess: () => Promise<T>): Promise<T> {
    await refuseIfOver(perAddress, address);
    await refuseIfOver(overAll, 'all');
    try {
      return await guess();
    } catch (error) {
      if (error instanceof HttpError && error.code === 'pin_wrong') {
        await perAddress.add(address);
        await overAll.add('all');
      }
      throw error;
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
