import type { Counter } from '../store/store.ts';
import { HttpError } from './http-error.ts';

/** Counts one attempt of a key; throws `too_many_attempts` when that is one too many. */
export async function countAttempt(counter: Counter, key: string): Promise<void> {
  const { over, retryAfterSeconds } = await counter.add(key);
  if (over) throw new HttpError('too_many_attempts', { retryAfterSeconds });
}

/** Gives an attempt back that turned out to be right: only wrong ones are limited. */
export async function giveAttemptBack(counter: Counter, key: string): Promise<void> {
  await counter.add(key, -1);
}
