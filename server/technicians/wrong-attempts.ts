import type { ErrorCode } from '../../common/contract/errors.ts';
import { countAttempt, giveAttemptBack } from '../http/attempts.ts';
import { HttpError } from '../http/http-error.ts';
import type { Counter } from '../store/store.ts';

/** How an attempt came out: what it threw, or undefined where it was right. */
type Outcome = unknown;

/** A limit on attempts, whose they are, and which of them count. */
export interface Limit {
  counter: Counter;
  key: string;
  counts(outcome: Outcome): boolean;
}

const wrong: ReadonlySet<ErrorCode> = new Set([
  'sign_in_refused',
  'second_factor_wrong',
  'password_wrong',
]);

/** Whether somebody was wrong about a password or a code, rather than kept from trying. */
export const isWrong = (outcome: Outcome): boolean =>
  outcome instanceof HttpError && wrong.has(outcome.code);

/** Whether an attempt was right. */
export const isRight = (outcome: Outcome): boolean => outcome === undefined;

/**
 * Makes an attempt within limits. It is counted before it is made, so that many at once are not all
 * let through, and given back to the limits for which it does not count. Throws `too_many_attempts`,
 * or what the attempt throws.
 */
export async function limited<T>(limits: readonly Limit[], attempt: () => Promise<T>): Promise<T> {
  const counted: Limit[] = [];
  const giveBack = async (outcome?: Outcome) => {
    for (const { counter, key, counts } of counted)
      if (!counts(outcome)) await giveAttemptBack(counter, key);
  };
  let made: T;
  try {
    for (const limit of limits) {
      await countAttempt(limit.counter, limit.key);
      counted.push(limit);
    }
    made = await attempt();
  } catch (error) {
    await giveBack(error);
    throw error;
  }
  await giveBack();
  return made;
}
