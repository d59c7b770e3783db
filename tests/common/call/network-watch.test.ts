import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import {
  createNetworkWatch,
  stunUrls,
  type NetworkWatch,
} from '../../../common/call/network-watch.ts';

/** What becomes of a question to a STUN server. */
type Network = 'answers' | 'answers with the own address' | 'is silent' | 'has no address';

let network: Network;
let asked: string[][];
let open: number;
let said: boolean[];
let servers: RTCIceServer[];
let watch: NetworkWatch;

/** A connection that only looks for its addresses, as a browser's does. */
class Gathering extends EventTarget {
  constructor({ iceServers }: { iceServers: { urls: string[] }[] }) {
    super();
    asked.push(iceServers.flatMap(({ urls }) => urls));
    open += 1;
  }

  createDataChannel(): void {}

  async setLocalDescription(): Promise<void> {
    if (network === 'has no address') return this.#find(null);
    this.#find({ type: 'host' });
    if (network === 'answers') setTimeout(() => this.#find({ type: 'srflx' }), 100);
    if (network === 'answers with the own address') setTimeout(() => this.#find(null), 100);
  }

  #find(candidate: { type: string } | null): void {
    this.dispatchEvent(Object.assign(new Event('icecandidate'), { candidate }));
  }

  close(): void {
    open -= 1;
  }
}

const pass = (ms: number) => vi.advanceTimersByTimeAsync(ms);

beforeEach(() => {
  vi.useFakeTimers();
  vi.stubGlobal('RTCPeerConnection', Gathering);
  [network, asked, open, said] = ['answers', [], 0, []];
  servers = [{ urls: 'stun:stun.example.com' }];
  watch = createNetworkWatch({ servers: () => servers, onAway: (away) => said.push(away) });
});

afterEach(async () => {
  watch.close();
  await pass(0);
  expect(open).toBe(0);
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
      network = usually;
      await connected();
      network = 'is silent';
      watch.doubt(true);
      await pass(2_000);
      expect(said).toEqual([true]);
      await pass(60_000);
      network = usually;
      await pass(1_700);
      expect(said).toEqual([true, false]);
    },
  );

  test('a device without any address is away too', async () => {
    await connected();
    network = 'has no address';
    watch.doubt(true);
    await pass(2_000);
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
    network = 'is silent';
    await connected();
    const before = asked.length;
    watch.doubt(true);
    await pass(10_000);
    expect([said, asked.length]).toEqual([[], before]);
  });

  test('without a server there is nobody to ask', async () => {
    servers = [];
    await connected();
    watch.doubt(true);
    await pass(10_000);
    expect([said, asked]).toEqual([[], []]);
  });
});

test('a call that is mended asks no more, and nothing is away any longer', async () => {
  await connected();
  network = 'is silent';
  watch.doubt(true);
  await pass(2_000);
  watch.doubt(false);
  const before = asked.length;
  await pass(10_000);
  expect([said, asked.length]).toEqual([[true, false], before]);
});

test('a call that is whole asks once, a second after it has connected', async () => {
  watch.connected();
  await pass(900);
  expect(asked).toHaveLength(0);
  await pass(60_000);
  expect(asked).toHaveLength(1);
});

test('after a change of network it is asked anew whether there is an answer', async () => {
  await connected();
  network = 'is silent';
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
