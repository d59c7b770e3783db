import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { IdleWatch } from '../../../../extension/panel/idle/idle-watch.svelte.ts';

const SECOND = 1000;
const MINUTE = 60 * SECOND;

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

/** A watch over a session, with the setting in the test's hand. */
function watched(minutes: number) {
  const setting = { minutes };
  const over = vi.fn();
  const watch = new IdleWatch({ minutes: () => setting.minutes, onover: over });
  return { watch, setting, over };
}

describe('a session in which nothing is done', () => {
  test('is warned of 60 s before its end, counted down, and then ended once', () => {
    const { watch, over } = watched(10);
    vi.advanceTimersByTime(9 * MINUTE - SECOND);
    expect(watch.left).toBeNull();
    vi.advanceTimersByTime(SECOND);
    expect(watch.left).toBe(60 * SECOND);
    vi.advanceTimersByTime(45 * SECOND);
    expect(watch.left).toBe(15 * SECOND);
    expect(over).not.toHaveBeenCalled();
    vi.advanceTimersByTime(15 * SECOND);
    expect(over).toHaveBeenCalledTimes(1);
    vi.advanceTimersByTime(20 * MINUTE);
    expect(over).toHaveBeenCalledTimes(1);
  });

  test('goes on with any input, for the whole time again', () => {
    const { watch, over } = watched(10);
    vi.advanceTimersByTime(9 * MINUTE + 59 * SECOND);
    watch.input();
    expect(watch.left).toBeNull();
    vi.advanceTimersByTime(9 * MINUTE - SECOND);
    expect(watch.left).toBeNull();
    vi.advanceTimersByTime(MINUTE + SECOND);
    expect(over).toHaveBeenCalledTimes(1);
  });

  test('never ends where the setting is 0', () => {
    const { watch, over } = watched(0);
    vi.advanceTimersByTime(999 * MINUTE);
    expect([watch.left, over.mock.calls]).toEqual([null, []]);
  });

  test('with one minute only is warned of for half of it, not from the first second', () => {
    const { watch, over } = watched(1);
    vi.advanceTimersByTime(29 * SECOND);
    expect(watch.left).toBeNull();
    vi.advanceTimersByTime(SECOND);
    expect(watch.left).toBe(30 * SECOND);
    vi.advanceTimersByTime(30 * SECOND);
    expect(over).toHaveBeenCalledTimes(1);
  });

  test('is no longer watched once it is closed', () => {
    const { watch, over } = watched(1);
    watch.close();
    vi.advanceTimersByTime(5 * MINUTE);
    expect(over).not.toHaveBeenCalled();
  });
});

describe('a computer that sleeps', () => {
  const wakeAfter = (ms: number) => vi.setSystemTime(Date.now() + ms);

  test('and wakes when the time is over ends the session at the next look', () => {
    const { over } = watched(10);
    wakeAfter(60 * MINUTE);
    vi.advanceTimersByTime(SECOND);
    expect(over).toHaveBeenCalledTimes(1);
  });

  test('and is woken by the hand that comes too late ends it all the same', () => {
    const { watch, over } = watched(10);
    wakeAfter(60 * MINUTE);
    watch.input();
    expect(over).toHaveBeenCalledTimes(1);
    watch.input();
    expect([watch.left, over.mock.calls.length]).toEqual([null, 1]);
  });

  test('and wakes in time goes on', () => {
    const { watch, over } = watched(10);
    wakeAfter(8 * MINUTE);
    watch.input();
    vi.advanceTimersByTime(9 * MINUTE - SECOND);
    expect([watch.left, over.mock.calls.length]).toEqual([null, 0]);
  });
});

describe('the setting, changed in the middle', () => {
  test('to a shorter time that is already over warns for 60 s before it ends', () => {
    const { watch, setting, over } = watched(30);
    vi.advanceTimersByTime(20 * MINUTE);
    setting.minutes = 5;
    watch.look();
    expect(watch.left).toBe(60 * SECOND);
    vi.advanceTimersByTime(59 * SECOND);
    expect(over).not.toHaveBeenCalled();
    vi.advanceTimersByTime(SECOND);
    expect(over).toHaveBeenCalledTimes(1);
  });

  test('to a longer time takes the warning away', () => {
    const { watch, setting, over } = watched(5);
    vi.advanceTimersByTime(4 * MINUTE + 30 * SECOND);
    expect(watch.left).toBe(30 * SECOND);
    setting.minutes = 30;
    watch.look();
    expect(watch.left).toBeNull();
    vi.advanceTimersByTime(20 * MINUTE);
    expect(over).not.toHaveBeenCalled();
  });

  test('to never takes it away, and back from never gives a warning first', () => {
    const { watch, setting, over } = watched(5);
    vi.advanceTimersByTime(4 * MINUTE + 30 * SECOND);
    setting.minutes = 0;
    watch.look();
    vi.advanceTimersByTime(60 * MINUTE);
    expect([watch.left, over.mock.calls.length]).toEqual([null, 0]);
    setting.minutes = 5;
    watch.look();
    expect(watch.left).toBe(60 * SECOND);
  });
});
