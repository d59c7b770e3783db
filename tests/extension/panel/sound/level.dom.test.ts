import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { decibels, measureLevel } from '../../../../extension/panel/sound/measure-level.ts';
import { fakeTrack } from '../../../support/panel/fake-microphone.ts';

/** A sine of that peak, over whole periods. */
const sine = (peak: number, length = 2048) =>
  Float32Array.from({ length }, (_, at) => peak * Math.sin((at / 64) * 2 * Math.PI));

test.each([
  [sine(1), -3],
  [sine(0.1), -23],
  [new Float32Array(2048), -60],
  [new Float32Array(2048).fill(1), 0],
])('a level is the root of the mean square, in decibels %#', (samples, level) => {
  expect(decibels(samples)).toBeCloseTo(level, 1);
});

describe('a measured track', () => {
  let samples = sine(0);
  let closed = 0;
  let copies: { enabled: boolean; readyState: string }[] = [];

  beforeEach(() => {
    vi.useFakeTimers();
    [samples, closed, copies] = [sine(0), 0, []];
    vi.stubGlobal(
      'MediaStream',
      class {
        constructor(readonly tracks: MediaStreamTrack[]) {}
      },
    );
    vi.stubGlobal(
      'AudioContext',
      class {
        createAnalyser = () => ({
          fftSize: 2048,
          getFloatTimeDomainData: (into: Float32Array) => into.set(samples),
        });
        createMediaStreamSource = () => ({ connect() {} });
        resume = async () => {};
        close = async () => void (closed += 1);
      },
    );
  });
  afterEach(() => {
    vi.useRealTimers();
    vi.unstubAllGlobals();
  });

  function measured(enabled = true) {
    const track = Object.assign(fakeTrack(), {
      enabled,
      clone() {
        const copy = { ...fakeTrack(), enabled: track.enabled, readyState: 'live' };
        copy.stop = () => void (copy.readyState = 'ended');
        copies.push(copy);
        return copy as unknown as MediaStreamTrack;
      },
    });
    const levels: { now: number; held: number }[] = [];
    const stop = measureLevel(track, (level) => levels.push(level));
    return { levels, stop, track };
  }

  test('is told some thirty times a second, and goes up at once and down slowly', () => {
    const { levels } = measured();
    samples = sine(0.5);
    vi.advanceTimersByTime(1000);
    expect(levels.length).toBeGreaterThanOrEqual(28);
    expect(levels[3]!.now).toBeGreaterThan(-12);
    samples = sine(0);
    levels.splice(0);
    vi.advanceTimersByTime(100);
    expect(levels.at(-1)!.now).toBeGreaterThan(-45);
    vi.advanceTimersByTime(2000);
    expect(levels.at(-1)!.now).toBeLessThan(-59);
  });

  test('keeps what was loudest for a second: between two words nobody is quiet', () => {
    const { levels } = measured();
    samples = sine(0.5);
    vi.advanceTimersByTime(500);
    samples = sine(0);
    vi.advanceTimersByTime(600);
    expect(levels.at(-1)!.now).toBeLessThan(-45);
    expect(levels.at(-1)!.held).toBeGreaterThan(-12);
    vi.advanceTimersByTime(2100);
    expect(levels.at(-1)!.held).toBeLessThan(-45);
  });

  test('that is muted is heard here all the same, and stays muted', () => {
    const { track } = measured(false);
    expect(copies[0]!.enabled).toBe(true);
    expect(track.enabled).toBe(false);
  });

  test('is left with nothing open behind', () => {
    const { stop, levels, track } = measured();
    stop();
    levels.splice(0);
    vi.advanceTimersByTime(1000);
    expect([levels, closed, copies[0]!.readyState]).toEqual([[], 1, 'ended']);
    expect(track.readyState).toBe('live');
  });
});
