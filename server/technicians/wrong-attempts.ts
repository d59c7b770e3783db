import type { ErrorCode } from '../../common/contract/errors.ts';
import { countAttempt, giveAttemptBack } from '../http/attempts.ts';
import { HttpError } from '../http/http-error.ts';
import type { Counter } from '../store/store.ts';

/** A limit on wrong attempts, and whose they are. */
export interface Limit {
  counter: Counter;
  key: string;
}

const wrong: ReadonlySet<ErrorCode> = new Set([
  'sign_in_refused',
  'second_factor_wrong',
  'password_wrong',
]);

/** Whether somebody was wrong about a password or a code, rather than kept from trying. */
export const isWrong = (error: unknown): boolean =>
  error instanceof HttpError && wrong.has(error.code);

/**
 * Makes an attempt that only so many may get wrong. It is counted before it is made, so that many at
 * once are not all let through, and given back unless it was wrong. Throws `too_many_attempts`, or
 * what the attempt throws.
 */
export async function limitWrong<T>(
  limits: readonly Limit[],
  attempt: () => Promise<T>,
): Promise<T> {
  const counted: Limit[] = [];
  const giveBack = async () => {
    for (const { counter, key } of counted) await giveAttemptBack(counter, key);
  };
  let made: T;
  try {
    for (const limit of limits) {
      await countAttempt(limit.counter, limit.key);
      counted.push(limit);
    }
    made = await attempt();
  } catch (error) {
    if (!isWrong(error)) await giveBack();
    throw error;
  }
  await giveBack();
  return made;
}
