import { afterEach, expect, test, vi } from 'vitest';
import { createTimers } from '../../../common/network/timers.ts';
import { FIRST_RETRY_MS, LONGEST_RETRY_MS, backOff, wait } from '../../../common/network/wait.ts';

afterEach(() => vi.useRealTimers());

test.each([
  [0, FIRST_RETRY_MS],
  [1, 2 * FIRST_RETRY_MS],
  [3, 8 * FIRST_RETRY_MS],
  [30, LONGEST_RETRY_MS],
])(
  'the pause before retry %i is at random between half of %i ms and all of it',
  (tries, longest) => {
    const pauses = Array.from({ length: 200 }, () => backOff(tries));
    expect(Math.min(...pauses)).toBeGreaterThanOrEqual(longest / 2);
    expect(Math.max(...pauses)).toBeLessThanOrEqual(longest);
    expect(new Set(pauses).size).toBeGreaterThan(100);
  },
);

test('a wait ends when it is given up, and leaves no timer', async () => {
  vi.useFakeTimers();
  const giveUp = new AbortController();
  const waiting = wait(60_000, giveUp.signal);
  giveUp.abort();
  await waiting;
  await wait(60_000, giveUp.signal);
  expect(vi.getTimerCount()).toBe(0);
});

test('a timer that is set again is replaced, and all can be stopped at once', () => {
  vi.useFakeTimers();
  const rung: string[] = [];
  const timers = createTimers();
  timers.set('one', 10, () => rung.push('first'));
  timers.set('one', 20, () => rung.push('second'));
  timers.set('other', 30, () => rung.push('other'));
  vi.advanceTimersByTime(25);
  expect(rung).toEqual(['second']);
  expect([timers.pending('one'), timers.pending('other')]).toEqual([false, true]);
  timers.clearAll();
  vi.advanceTimersByTime(100);
  expect(rung).toEqual(['second']);
});
