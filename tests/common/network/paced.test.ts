import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { paced } from '../../../common/network/paced.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

test('a slider that is pulled for a second tells 20 values, the first and the last among them', () => {
  const told: number[] = [];
  const wishes = paced((value: number) => told.push(value), 50);
  for (let moment = 0; moment < 1000; moment += 5) {
    wishes.tell(moment);
    vi.advanceTimersByTime(5);
  }
  vi.advanceTimersByTime(50);
  expect(told.length).toBeLessThanOrEqual(21);
  expect(told[0]).toBe(0);
  expect(told.at(-1)).toBe(995);
});

test('what is not told yet when it is stopped is never told', () => {
  const told: number[] = [];
  const wishes = paced((value: number) => told.push(value), 50);
  wishes.tell(1);
  wishes.tell(2);
  wishes.stop();
  vi.advanceTimersByTime(1000);
  expect(told).toEqual([1]);
});
