import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { imitateStun } from '../../support/imitated-stun.ts';
import {
  ImitatedMedia,
  ImitatedNetwork,
  ImitatedPeer,
  ImitatedStream,
  track,
} from './imitated-peerjs.ts';
import { openSide, pass, states, type ImitatedSide } from './two-sides.ts';

let network: ImitatedNetwork;
let technician: ImitatedSide;
let customer: ImitatedSide;
/** What the technician's session tells the call, and is told. */
let callable: () => void;
let reports: boolean[];
let doubts: boolean[];
let away: boolean[];
let iceServers: RTCIceServer[];
let isReached: boolean;
let reachedAgain: () => void;
let streaming: ReturnType<typeof setInterval> | undefined;

beforeEach(() => {
  vi.useFakeTimers();
  vi.stubGlobal('MediaStream', ImitatedStream);
  network = new ImitatedNetwork();
  reports = [];
  [doubts, away, iceServers] = [[], [], []];
  isReached = true;
  technician = openSide(network, 'technician', 't1', {
    onCallable(hear) {
      callable = hear;
      return () => {};
    },
    reportFlowing: (flowing) => reports.push(flowing),
    doubt(doubted) {
      if (doubts.at(-1) !== doubted) doubts.push(doubted);
    },
    networkAway: (now) => away.push(now),
    iceServers: async () => iceServers,
    isReached: () => isReached,
    onReached(hear) {
      reachedAgain = hear;
      return () => {};
    },
  });
  customer = openSide(network, 'customer', 'c1');
});

afterEach(() => {
  vi.restoreAllMocks();
  clearInterval(streaming);
  for (const side of [technician, customer]) side.call.close();
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

const state = (side: ImitatedSide) => side.call.current().state;
const missing = () => technician.call.current().missing;
const calls = () => network.callsOf('t1');
const last = () => calls().at(-1)!;

/** From now on this much comes to the technician over that connection: the newest, whichever that is. */
function flows(what: { picture: boolean; sound: boolean; beat?: boolean }, over = last): void {
  clearInterval(streaming);
  streaming = setInterval(() => {
    const { peerConnection } = over();
    if (peerConnection.connectionState !== 'connected') return;
    if (what.beat ?? true) peerConnection.hearBeat();
    if (what.picture) peerConnection.framesDecoded += 1;
    if (!what.sound) return;
    peerConnection.packetsReceived += 1;
    peerConnection.totalAudioEnergy += 0.1;
  }, 40);
}

/** Both in a live call: picture and sound come. */
async function live(): Promise<void> {
  technician.call.setOther('c1');
  customer.call.setOther('t1');
  await pass(100);
  customer.call.send({ video: track('video'), audio: track('audio') });
  flows({ picture: true, sound: true });
  await pass(3_000);
  expect([state(technician), state(customer)]).toEqual(['connected', 'connected']);
}

test('a call is back only when picture and sound are', async () => {
  await live();
  last().both('disconnected');
  await pass(1_000);
  flows({ picture: true, sound: false });
  last().both('connected');
  await pass(2_000);
  expect(state(technician)).toBe('interrupted');
  flows({ picture: true, sound: true });
  await pass(300);
  expect(state(technician)).toBe('connected');
  expect(missing()).toBeNull();
  expect(states(technician)).toEqual(['connecting', 'connected', 'interrupted', 'connected']);
  expect(calls()).toHaveLength(1);
});

test.each([
  ['sound', { picture: true, sound: false }],
  ['picture', { picture: false, sound: true }],
] as const)('a break after which the %s does not come back', async (named, coming) => {
  await live();
  last().both('disconnected');
  await pass(500);
  flows(coming);
  last().both('connected');
  await pass(4_200);
  // It is named, and another connection is tried beside the one that is there.
  expect(technician.views.find(({ missing }) => missing)).toMatchObject({ missing: named });
  expect(calls()).toHaveLength(2);
  flows({ picture: true, sound: true });
  await pass(3_000);
  expect([state(technician), missing()]).toEqual(['connected', null]);
  await pass(60_000);
  expect(calls()).toHaveLength(2);
});

test('where nothing at all comes back after a break another way is called at once, and it is named', async () => {
  await live();
  last().both('disconnected');
  await pass(500);
  flows({ picture: false, sound: false, beat: false });
  last().both('connected');
  await pass(2_000);
  expect(calls()).toHaveLength(2);
  await pass(10_000);
  expect(missing()).toBe('both');
  flows({ picture: true, sound: true });
  await pass(3_000);
  expect([state(technician), missing()]).toEqual(['connected', null]);
});

test('what never comes back is tried for a few times, not for ever', async () => {
  await live();
  last().both('disconnected');
  await pass(500);
  flows({ picture: true, sound: false });
  last().both('connected');
  await pass(120_000);
  expect(missing()).toBe('sound');
  expect(calls().length).toBeLessThanOrEqual(3);
});

test('nothing is expected of another document: a customer who reloads is asked for the camera first', async () => {
  await live();
  flows({ picture: false, sound: false });
  customer.call.close();
  customer = openSide(network, 'customer', 'c2');
  customer.call.setOther('t1');
  technician.call.setOther('c2');
  await pass(2_000);
  expect([state(technician), missing()]).toEqual(['connected', null]);
});

test('what was paused before a break is not missed after it', async () => {
  await live();
  flows({ picture: false, sound: true });
  await pass(25_000);
  last().both('disconnected');
  await pass(500);
  last().both('connected');
  await pass(500);
  expect([state(technician), missing()]).toEqual(['connected', null]);
});

test('after a break the picture begins anew by itself, with a whole frame', async () => {
  await live();
  const [video, audio] = last().half.peerConnection.senders;
  last().both('disconnected');
  await pass(1_000);
  last().both('connected');
  await pass(30);
  expect(video!.activity.slice(-2)).toEqual([false, true]);
  expect(audio!.activity.slice(-2)).not.toContain(false);
});

test('after a moment of silence it begins anew too, though nothing was called a break', async () => {
  await live();
  const { peerConnection } = last().half;
  peerConnection.hearBeat();
  await pass(2_500);
  const before = peerConnection.senders[0]!.activity.length;
  peerConnection.hearBeat();
  await pass(700);
  expect(peerConnection.senders[0]!.activity.slice(before)).toEqual([false, true]);
});

test('breaks that follow each other at once leave no picture switched off', async () => {
  await live();
  const [video] = last().half.peerConnection.senders;
  for (let breaks = 0; breaks < 5; breaks += 1) {
    last().both('disconnected');
    await pass(breaks);
    last().both('connected');
    await pass(breaks);
  }
  await pass(500);
  expect(video!.encodings[0]!.active).toBe(true);
});

test('a way that is back, picture and sound, before another took its place, is the way', async () => {
  await live();
  const former = last();
  former.both('disconnected');
  flows({ picture: false, sound: false });
  // The server is not reached meanwhile, nor at once afterwards.
  network.answers = 'nothing';
  for (const peer of [...network.peers.values()]) peer.disconnect();
  await pass(5_000);
  former.both('connected');
  flows({ picture: true, sound: true }, () => former);
  await pass(1_000);
  network.answers = 'open';
  await pass(30_000);
  expect(state(technician)).toBe('connected');
  expect(former.peerConnection.connectionState).toBe('connected');
  expect(former.half.peerConnection.connectionState).toBe('connected');
});

test('the moment at which the network is back is the moment of the next try', async () => {
  await live();
  isReached = false;
  last().both('failed');
  for (const peer of [...network.peers.values()]) peer.disconnect();
  await pass(30_000);
  expect(state(technician)).not.toBe('connected');
  // Nothing is asked of a server that is known to be away: it would only stand in the way later.
  expect(technician.asked()).toBe(1);
  isReached = true;
  reachedAgain();
  await pass(100);
  expect(last().peerConnection.connectionState).toBe('connected');
  await pass(1_000);
  expect(state(technician)).toBe('connected');
});

test('there is doubt whether the server is reached while the call is broken, and at no other time', async () => {
  await live();
  last().both('disconnected');
  await pass(1_000);
  last().both('connected');
  await pass(1_000);
  expect(doubts).toEqual([false, true, false]);
});

test('where a STUN server answers, the session is told that the network is away, and when it is back', async () => {
  const stun = imitateStun();
  vi.stubGlobal('RTCPeerConnection', stun.RTCPeerConnection);
  iceServers = [{ urls: 'stun:stun.example.com' }];
  await live();
  expect(stun.asked).toHaveLength(1);
  stun.network = 'is silent';
  network.mediaPass = false;
  last().both('disconnected');
  await pass(2_000);
  expect(away).toEqual([]);
  await pass(1_500);
  expect(away).toEqual([true]);
  stun.network = 'answers';
  await pass(1_700);
  expect(away).toEqual([true, false]);
  network.mediaPass = true;
  last().both('connected');
  await pass(3_000);
  const before = stun.asked.length;
  await pass(10_000);
  expect([stun.asked.length, stun.open]).toEqual([before, 0]);
});

test('a customer whose network is back is called as soon as they can be', async () => {
  await live();
  const before = calls().length;
  last().both('disconnected');
  await pass(100);
  expect(calls()).toHaveLength(before);
  callable();
  await pass(100);
  expect(calls()).toHaveLength(before + 1);
  expect(last().peerConnection.connectionState).toBe('connected');
});

test('a customer who comes over another network is called though the former way has not ended yet', async () => {
  await live();
  const before = calls().length;
  clearInterval(streaming);
  await pass(600);
  callable();
  await pass(600);
  expect(calls()).toHaveLength(before + 1);
  flows({ picture: true, sound: true });
  await pass(500);
  expect(state(technician)).toBe('connected');
});

test('beside a way over which nothing comes any more another is called, long before the browser calls it dead', async () => {
  await live();
  const before = calls().length;
  clearInterval(streaming);
  await pass(2_200);
  expect(calls()).toHaveLength(before + 1);
  flows({ picture: true, sound: true });
  await pass(1_000);
  expect(state(technician)).toBe('connected');
  await pass(60_000);
  expect(calls()).toHaveLength(before + 1);
});

test('a way that was silent for a moment stays, and there is doubt for as long', async () => {
  await live();
  const former = last();
  network.answers = 'nothing';
  network.peers.get('c1')!.disconnect();
  clearInterval(streaming);
  await pass(2_200);
  expect([state(technician), doubts.at(-1)]).toEqual(['connected', true]);
  expect(technician.call.current().silent).toBe(true);
  flows({ picture: true, sound: true }, () => former);
  await pass(1_000);
  network.answers = 'open';
  await pass(30_000);
  expect([state(technician), doubts.at(-1)]).toEqual(['connected', false]);
  expect(technician.call.current().silent).toBe(false);
  expect(former.peerConnection.connectionState).toBe('connected');
});

test('where nothing comes over another way either it is named, and nobody is called for ever', async () => {
  await live();
  const before = calls().length;
  flows({ picture: false, sound: false, beat: false });
  await pass(10_000);
  expect(missing()).toBe('both');
  await pass(120_000);
  expect(calls().length).toBeGreaterThan(before);
  expect(calls().length).toBeLessThanOrEqual(before + 4);
});

test('who is paused and muted is not taken for dead: the way stays, and nothing is doubted', async () => {
  await live();
  const before = calls().length;
  flows({ picture: false, sound: false });
  await pass(60_000);
  expect(calls()).toHaveLength(before);
  expect([state(technician), doubts.at(-1)]).toEqual(['connected', false]);
});

test('who is paused and muted on a page that is hidden beats once a second, of which one may be lost', async () => {
  await live();
  const before = calls().length;
  clearInterval(streaming);
  const { peerConnection } = last();
  for (let beat = 0; beat < 30; beat += 1) {
    if (beat % 7 !== 6) peerConnection.hearBeat();
    await pass(1_000);
  }
  expect(calls()).toHaveLength(before);
  expect(state(technician)).toBe('connected');
});

test('who is paused and muted and registers anew is not called: the beat says that the way is alive', async () => {
  await live();
  const before = calls().length;
  flows({ picture: false, sound: false });
  await pass(5_000);
  callable();
  await pass(2_000);
  expect(calls()).toHaveLength(before);
});

test('a browser that once makes no connection is asked again, on either side', async () => {
  const call = vi.spyOn(ImitatedPeer.prototype, 'call');
  for (const spy of [call, vi.spyOn(ImitatedMedia.prototype, 'answer')])
    spy.mockImplementationOnce(() => {
      throw new DOMException('too many', 'UnknownError');
    });
  technician.call.setOther('c1');
  customer.call.setOther('t1');
  await pass(20_000);
  expect([state(technician), state(customer)]).toEqual(['connected', 'connected']);
  for (const one of [...technician.placeholders, ...customer.placeholders])
    expect(one.readyState).toBe('ended');
});

test('nothing is doubted any more of a call whose other side has gone', async () => {
  await live();
  clearInterval(streaming);
  technician.call.setOther(null);
  await pass(5_000);
  expect(doubts.at(-1)).toBe(false);
});

test('a browser that refuses for a moment to switch a picture on again is asked once more', async () => {
  await live();
  const [video] = last().half.peerConnection.senders;
  last().both('disconnected');
  await pass(500);
  last().both('connected');
  await vi.waitFor(() => expect(video!.encodings[0]!.active).toBe(false), { interval: 1 });
  video!.refusals = 3;
  await pass(1_500);
  expect(video!.encodings[0]!.active).toBe(true);
});

test('one who only registers anew, as after a restart of the server, is not called: the call runs', async () => {
  await live();
  const before = calls().length;
  callable();
  await pass(2_000);
  expect(calls()).toHaveLength(before);
});

test('a former connection that is back before the next one was answered stays', async () => {
  await live();
  const former = last();
  network.answers = 'nothing';
  network.peers.get('c1')!.disconnect();
  former.both('disconnected');
  await pass(3_300);
  expect(calls().length).toBe(2);
  clearInterval(streaming);
  former.both('connected');
  former.peerConnection.framesDecoded += 10;
  former.peerConnection.packetsReceived += 10;
  former.peerConnection.totalAudioEnergy += 1;
  await pass(300);
  expect(state(technician)).toBe('connected');
  expect(former.peerConnection.connectionState).toBe('connected');
});

test('the server is told whether media can flow, once for each change', async () => {
  await live();
  last().both('disconnected');
  await pass(100);
  last().both('connected');
  await pass(2_000);
  expect(reports).toEqual([true, false, true]);
});
