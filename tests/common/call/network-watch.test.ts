import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import {
  createNetworkWatch,
  stunUrls,
  type NetworkWatch,
} from '../../../common/call/network-watch.ts';
import { CollectedAtOnce, imitateStun, type ImitatedStun } from '../../support/imitated-stun.ts';

let stun: ImitatedStun;
let said: boolean[];
let servers: RTCIceServer[];
let watch: NetworkWatch;

const pass = (ms: number) => vi.advanceTimersByTimeAsync(ms);

beforeEach(() => {
  vi.useFakeTimers();
  stun = imitateStun();
  vi.stubGlobal('RTCPeerConnection', stun.RTCPeerConnection);
  vi.stubGlobal('WeakRef', CollectedAtOnce);
  said = [];
  servers = [{ urls: 'stun:stun.example.com' }];
  watch = createNetworkWatch({ servers: () => servers, onAway: (away) => said.push(away) });
});

afterEach(async () => {
  watch.close();
  await pass(0);
  expect(stun.open).toBe(0);
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

/** A call that is connected, in a network that answers or not. */
async function connected(): Promise<void> {
  watch.connected();
  await pass(20_000);
}

describe('while a call is broken', () => {
  test.each(['answers', 'answers with the own address'] as const)(
    'a network that %s is said to be away, and to be there again soon after it is',
    async (usually) => {
      stun.network = usually;
      await connected();
      stun.network = 'is silent';
      watch.doubt(true);
      await pass(3_500);
      expect(said).toEqual([true]);
      await pass(60_000);
      stun.network = usually;
      await pass(1_700);
      expect(said).toEqual([true, false]);
    },
  );

  test('a device without any address is away too', async () => {
    await connected();
    stun.network = 'has no address';
    watch.doubt(true);
    await pass(3_500);
    expect(said).toEqual([true]);
  });

  test('a network that is there all the time is not spoken of', async () => {
    await connected();
    watch.doubt(true);
    await pass(10_000);
    watch.doubt(false);
    expect(said).toEqual([]);
  });

  test('where no server was ever heard, as where UDP is blocked, silence says nothing', async () => {
    stun.network = 'is silent';
    await connected();
    const before = stun.asked.length;
    watch.doubt(true);
    await pass(10_000);
    expect([said, stun.asked.length]).toEqual([[], before]);
  });

  test('without a server there is nobody to ask', async () => {
    servers = [];
    await connected();
    watch.doubt(true);
    await pass(10_000);
    expect([said, stun.asked]).toEqual([[], []]);
  });
});

test('a call that is mended asks no more, and nothing is away any longer', async () => {
  await connected();
  stun.network = 'is silent';
  watch.doubt(true);
  await pass(3_500);
  watch.doubt(false);
  const before = stun.asked.length;
  await pass(10_000);
  expect([said, stun.asked.length]).toEqual([[true, false], before]);
});

test('a call that is whole asks once, a second after it has connected', async () => {
  watch.connected();
  await pass(900);
  expect(stun.asked).toHaveLength(0);
  await pass(60_000);
  expect(stun.asked).toHaveLength(1);
});

test('a server that answers now and then does not mean that the network comes and goes', async () => {
  await connected();
  watch.doubt(true);
  // Between two questions.
  await pass(700);
  for (let turn = 0; turn < 20; turn += 1) {
    stun.network = turn % 2 === 0 ? 'is silent' : 'answers';
    await pass(1_500);
  }
  expect(said).toEqual([]);
});

test('beyond the time for which a seat is held a network is asked for rarely', async () => {
  await connected();
  stun.network = 'is silent';
  watch.doubt(true);
  await pass(120_000);
  const asked = stun.asked.length;
  expect(asked).toBeGreaterThan(70);
  await pass(600_000);
  expect(stun.asked.length - asked).toBeLessThan(65);
  stun.network = 'answers';
  await pass(20_100);
  expect(said).toEqual([true, false]);
});

test('one that comes about while something is in doubt asks once nothing is any more', async () => {
  watch.doubt(true);
  watch.connected();
  await pass(10_000);
  expect(stun.asked).toHaveLength(0);
  watch.doubt(false);
  await pass(10_000);
  expect(stun.asked).toHaveLength(1);
});

test('a question that a doubt has cut short is asked again after it', async () => {
  watch.connected();
  await pass(500);
  watch.doubt(true);
  await pass(10_000);
  watch.doubt(false);
  await pass(10_000);
  stun.network = 'is silent';
  watch.doubt(true);
  await pass(3_500);
  expect(said).toEqual([true]);
});

test('that one question is lost does not mean that nobody answers', async () => {
  stun.network = 'is silent';
  watch.connected();
  await pass(2_000);
  stun.network = 'answers';
  await pass(10_000);
  stun.network = 'is silent';
  watch.doubt(true);
  await pass(3_500);
  expect(said).toEqual([true]);
});

test('a server that is named no more is asked no more, and nothing is away by its silence', async () => {
  await connected();
  stun.network = 'is silent';
  watch.doubt(true);
  await pass(3_500);
  servers = [];
  await pass(5_000);
  const before = stun.asked.length;
  await pass(10_000);
  expect([said, stun.asked.length]).toEqual([[true, false], before]);
});

test('after a change of network it is asked anew whether there is an answer', async () => {
  await connected();
  stun.network = 'is silent';
  await connected();
  watch.doubt(true);
  await pass(10_000);
  expect(said).toEqual([]);
});

test('a TURN server over UDP answers STUN too; two are asked at the most', () => {
  expect(
    stunUrls([
      { urls: ['turns:relay.example.com', 'turn:relay.example.com?transport=tcp'] },
      { urls: ['turn:relay.example.com?transport=udp', 'stun:relay.example.com:3478'] },
      { urls: 'stun:[2001:db8::1]:19302' },
      { urls: 'stun:third.example.com' },
    ]),
  ).toEqual(['stun:relay.example.com:3478', 'stun:[2001:db8::1]:19302']);
});
