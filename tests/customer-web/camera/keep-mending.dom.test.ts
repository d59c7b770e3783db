import { afterEach, beforeEach, expect, it, onTestFinished, vi } from 'vitest';
import { keepMending } from '../../../customer-web/camera/keep-mending.ts';

const mend = vi.fn(async () => {});
let seen: DocumentVisibilityState;
beforeEach(() => {
  vi.useFakeTimers();
  mend.mockClear();
  seen = 'visible';
  vi.spyOn(document, 'visibilityState', 'get').mockImplementation(() => seen);
});
afterEach(() => vi.useRealTimers());

function keeps() {
  const stop = keepMending({ mend }, document);
  onTestFinished(stop);
  return stop;
}
const turns = (to: DocumentVisibilityState) => {
  seen = to;
  document.dispatchEvent(new Event('visibilitychange'));
};

it('what the phone has taken is tried every two seconds while the page is seen', () => {
  keeps();
  vi.advanceTimersByTime(4_000);
  expect(mend).toHaveBeenCalledTimes(2);
  turns('hidden');
  vi.advanceTimersByTime(10_000);
  expect(mend).toHaveBeenCalledTimes(2);
});

it('coming back to the page tries at once', () => {
  seen = 'hidden';
  keeps();
  turns('visible');
  expect(mend).toHaveBeenCalledOnce();
});

it('nothing is tried once it is stopped', () => {
  keeps()();
  turns('visible');
  vi.advanceTimersByTime(10_000);
  expect(mend).not.toHaveBeenCalled();
});
