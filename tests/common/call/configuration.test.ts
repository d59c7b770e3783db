import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { createConfiguration } from '../../../common/call/configuration.ts';

const relay = [{ urls: ['turn:turn.example.com'], username: 'u', credential: 'c' }];

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

test('each connection is made with the servers that are named at that moment', async () => {
  let named: RTCIceServer[] = [];
  const configuration = createConfiguration(async () => named);
  expect(await configuration()).toEqual({ iceServers: [], bundlePolicy: 'max-bundle' });
  named = relay;
  expect((await configuration()).iceServers).toEqual(relay);
  expect(vi.getTimerCount()).toBe(0);
});

test('a server that does not answer keeps no connection waiting: the last known relays are tried', async () => {
  let answer: () => Promise<RTCIceServer[]> = async () => relay;
  const configuration = createConfiguration(() => answer());
  await configuration();
  answer = () => new Promise(() => {});
  const late = configuration();
  await vi.advanceTimersByTimeAsync(1_000);
  expect((await late).iceServers).toEqual(relay);
});

test('the first connection waits longer for its servers, for without them it may find no way', async () => {
  const configuration = createConfiguration(
    () => new Promise((resolve) => setTimeout(() => resolve(relay), 3_000)),
  );
  const first = configuration();
  await vi.advanceTimersByTimeAsync(3_000);
  expect((await first).iceServers).toEqual(relay);
});

test('a server that never answers keeps the first connection waiting for four seconds', async () => {
  const configuration = createConfiguration(() => new Promise(() => {}));
  const first = configuration();
  await vi.advanceTimersByTimeAsync(4_000);
  expect((await first).iceServers).toEqual([]);
  expect(vi.getTimerCount()).toBe(0);
});

test('what comes too late for one connection is there for the next', async () => {
  let answerNow = (_: RTCIceServer[]) => {};
  const configuration = createConfiguration(() => new Promise((resolve) => (answerNow = resolve)));
  const first = configuration();
  await vi.advanceTimersByTimeAsync(4_000);
  await first;
  answerNow(relay);
  await vi.advanceTimersByTimeAsync(0);
  const second = configuration();
  await vi.advanceTimersByTimeAsync(1_000);
  expect((await second).iceServers).toEqual(relay);
});

test('a server that refuses keeps none either', async () => {
  const configuration = createConfiguration(() => Promise.reject(new Error('away')));
  expect((await configuration()).iceServers).toEqual([]);
});
