import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { createConfiguration } from '../../../common/call/configuration.ts';

const relay = [{ urls: ['turn:turn.example.com'], username: 'u', credential: 'c' }];

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

test('each connection is made with the servers that are named at that moment', async () => {
  let named: RTCIceServer[] = [];
  const configuration = createConfiguration(async () => named);
  expect(await configuration.next()).toEqual({ iceServers: [], bundlePolicy: 'max-bundle' });
  named = relay;
  await vi.advanceTimersByTimeAsync(5_001);
  expect((await configuration.next()).iceServers).toEqual(relay);
  expect(vi.getTimerCount()).toBe(0);
});

test('a server that does not answer keeps no connection waiting: the last known relays are tried', async () => {
  let answer: () => Promise<RTCIceServer[]> = async () => relay;
  const configuration = createConfiguration(() => answer());
  await configuration.next();
  answer = () => new Promise(() => {});
  await vi.advanceTimersByTimeAsync(5_001);
  const late = configuration.next();
  await vi.advanceTimersByTimeAsync(1_000);
  expect((await late).iceServers).toEqual(relay);
});

test('the first connection waits longer for its servers, for without them it may find no way', async () => {
  const configuration = createConfiguration(
    () => new Promise((resolve) => setTimeout(() => resolve(relay), 3_000)),
  );
  const first = configuration.next();
  await vi.advanceTimersByTimeAsync(3_000);
  expect((await first).iceServers).toEqual(relay);
});

test('a server that never answers keeps the first connection waiting for four seconds', async () => {
  const configuration = createConfiguration(() => new Promise(() => {}));
  const first = configuration.next();
  await vi.advanceTimersByTimeAsync(4_000);
  expect((await first).iceServers).toEqual([]);
  expect(vi.getTimerCount()).toBe(0);
});

test('what comes too late for one connection is there for the next', async () => {
  let answerNow = (_: RTCIceServer[]) => {};
  const configuration = createConfiguration(() => new Promise((resolve) => (answerNow = resolve)));
  const first = configuration.next();
  await vi.advanceTimersByTimeAsync(4_000);
  await first;
  answerNow(relay);
  await vi.advanceTimersByTimeAsync(0);
  const second = configuration.next();
  await vi.advanceTimersByTimeAsync(1_000);
  expect((await second).iceServers).toEqual(relay);
});

test('an address of which a browser would make no connection at all is left out', async () => {
  const configuration = createConfiguration(async () => [
    { urls: ['stun:999.999.999.999'] },
    { urls: [] },
    { urls: 'turn:turn.example.com?TRANSPORT=udp', username: 'u', credential: 'c' },
    { ...relay[0]!, urls: ['turn:[::::]', 'turn:turn.example.com'] },
  ]);
  expect((await configuration.next()).iceServers).toEqual(relay);
});

test('a server that refuses keeps none either', async () => {
  const configuration = createConfiguration(() => Promise.reject(new Error('away')));
  expect((await configuration.next()).iceServers).toEqual([]);
});

test('a connection that comes right after another, or after they were asked for ahead, waits for nothing', async () => {
  let asked = 0;
  const configuration = createConfiguration(async () => {
    asked += 1;
    return relay;
  });
  configuration.ahead();
  await vi.advanceTimersByTimeAsync(0);
  for (let made = 0; made < 3; made += 1)
    expect((await configuration.next()).iceServers).toEqual(relay);
  expect(asked).toBe(1);
});

test('what was asked over a network that is gone holds up no connection over the next one', async () => {
  const answers = [new Promise<RTCIceServer[]>(() => {}), Promise.resolve(relay)];
  const configuration = createConfiguration(() => answers.shift()!);
  void configuration.next();
  configuration.ahead();
  expect((await configuration.next()).iceServers).toEqual(relay);
});
