import type { Clock } from '../../server/clock.ts';

/** A clock that stands still until a test moves it. */
export interface TestClock extends Clock {
  /** Moves it on by that many ms. */
  pass(milliseconds: number): void;
}

/** A clock that starts at a fixed moment (2026-01-01 12:00 UTC). */
export function testClock(start = Date.UTC(2026, 0, 1, 12)): TestClock {
  let now = start;
  return {
    now: () => now,
    pass(milliseconds) {
      now += milliseconds;
    },
  };
}
