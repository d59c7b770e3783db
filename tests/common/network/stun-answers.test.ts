import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { stunAnswers } from '../../../common/network/stun-answers.ts';
import { imitateStun, type ImitatedStun } from '../../support/imitated-stun.ts';

const urls = ['stun:stun.example.com'];
let stun: ImitatedStun;

beforeEach(() => {
  vi.useFakeTimers();
  stun = imitateStun();
  vi.stubGlobal('RTCPeerConnection', stun.RTCPeerConnection);
});
afterEach(() => {
  // Whatever came of it: nothing is left.
  expect(stun.open).toBe(0);
  expect(vi.getTimerCount()).toBe(0);
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

test.each([
  ['answers', true],
  ['answers with the own address', true],
  ['says at once that it fails', false],
  ['has no address', false],
  ['is silent', false],
] as const)('a network that %s: %s', async (network, answers) => {
  stun.network = network;
  const asked = stunAnswers(urls, 1_500);
  await vi.advanceTimersByTimeAsync(1_500);
  expect(await asked).toBe(answers);
  expect(stun.asked).toEqual([urls]);
});

test('a question that is given up ends at once, and leaves the signal as it was', async () => {
  stun.network = 'is silent';
  const patience = new AbortController();
  const [heard, unheard] = [
    vi.spyOn(patience.signal, 'addEventListener'),
    vi.spyOn(patience.signal, 'removeEventListener'),
  ];
  const asked = stunAnswers(urls, 60_000, patience.signal);
  patience.abort();
  expect(await asked).toBe(false);
  expect(unheard.mock.calls.map(([, listener]) => listener)).toEqual(
    heard.mock.calls.map(([, listener]) => listener),
  );
  expect(await stunAnswers(urls, 60_000, patience.signal)).toBe(false);
  expect(stun.asked).toHaveLength(1);
});

test('where a browser makes no such connection there is no answer, and no error', async () => {
  expect(await stunAnswers([], 1_500)).toBe(false);
});

test('a page whose closed connections are not collected keeps enough of them for its calls', async () => {
  const answers: (boolean | null)[] = [];
  for (let count = 0; count < 300; count += 1) {
    const asked = stunAnswers(urls, 1_500);
    await vi.advanceTimersByTimeAsync(1_500);
    answers.push(await asked);
  }
  // Some were made by the tests before this one.
  expect(answers.filter((answer) => answer === true).length).toBeGreaterThan(200);
  expect(answers.at(-1)).toBeNull();
  expect(stun.asked.length).toBeLessThanOrEqual(250);
});
