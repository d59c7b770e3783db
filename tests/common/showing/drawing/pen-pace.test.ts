import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { createPaper } from '../../../../common/showing/drawing/paper.ts';
import { createPen } from '../../../../common/showing/drawing/pen.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

test('a stroke is said as soon as it grows, and no more often than a screen can show', () => {
  const said: number[] = [];
  const pen = createPen(createPaper(), {
    send: () => void said.push(performance.now()),
    glimpse() {},
  });
  const line = pen.stroke(0, [0, 0]);
  vi.advanceTimersByTime(100);
  said.length = 0;
  const from = performance.now();
  // A mouse of 1,000 Hz, for a tenth of a second.
  for (let step = 1; step <= 100; step += 1) {
    line.to([step * 20, 0]);
    vi.advanceTimersByTime(1);
  }
  line.end();
  expect(said[0]).toBe(from);
  const gaps = said.slice(1, -1).map((at, index) => at - said[index]!);
  expect(gaps.length).toBeGreaterThan(3);
  expect(Math.min(...gaps)).toBeGreaterThanOrEqual(16);
  pen.close();
});
