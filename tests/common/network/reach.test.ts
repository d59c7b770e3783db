import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { createReach } from '../../../common/network/reach.ts';

let answers: 'yes' | 'no' | 'never';
let asked = 0;
let back = 0;
const ask = (signal: AbortSignal) => {
  asked += 1;
  if (answers === 'yes') return Promise.resolve();
  if (answers === 'no') return Promise.reject(new Error('away'));
  return new Promise<void>((_, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason), { once: true });
  });
};
let reach: ReturnType<typeof createReach>;

beforeEach(() => {
  vi.useFakeTimers();
  asked = 0;
  back = 0;
  reach = createReach(ask, () => (back += 1));
});
afterEach(() => {
  reach.trust();
  vi.useRealTimers();
});

test('nothing is asked while nobody doubts', async () => {
  answers = 'yes';
  await vi.advanceTimersByTimeAsync(60_000);
  expect(asked).toBe(0);
});

test('a server that answers all the time has not come back', async () => {
  answers = 'yes';
  reach.doubt();
  await vi.advanceTimersByTimeAsync(10_000);
  expect(asked).toBeGreaterThan(10);
  expect(back).toBe(0);
});

test.each(['no', 'never'] as const)(
  'the return of a network that answered %s is noticed within half a second, once',
  async (before) => {
    answers = before;
    reach.doubt();
    await vi.advanceTimersByTimeAsync(12_000);
    expect(back).toBe(0);
    answers = 'yes';
    await vi.advanceTimersByTimeAsync(500);
    expect(back).toBe(1);
    await vi.advanceTimersByTimeAsync(5_000);
    expect(back).toBe(1);
  },
);

test('nothing is asked, waited for or told once there is trust again', async () => {
  answers = 'never';
  reach.doubt();
  await vi.advanceTimersByTimeAsync(3_000);
  reach.trust();
  const before = asked;
  answers = 'yes';
  await vi.advanceTimersByTimeAsync(10_000);
  expect([asked, back, vi.getTimerCount()]).toEqual([before, 0, 0]);
});
