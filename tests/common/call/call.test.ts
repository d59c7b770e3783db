import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { FAILED_AFTER_MS } from '../../../common/call/standing.ts';
import { ImitatedNetwork, ImitatedStream, track } from './imitated-peerjs.ts';
import { openSide, pass, states, type ImitatedSide } from './two-sides.ts';

let network: ImitatedNetwork;
let technician: ImitatedSide;
let customer: ImitatedSide;

beforeEach(() => {
  vi.useFakeTimers();
  vi.stubGlobal('MediaStream', ImitatedStream);
  network = new ImitatedNetwork();
  technician = openSide(network, 'technician', 't1');
  customer = openSide(network, 'customer', 'c1');
});

afterEach(() => {
  for (const side of [technician, customer]) side.call.close();
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

const state = (side: ImitatedSide) => side.call.current().state;
const lastCall = () => network.callsOf('t1').at(-1)!;

/** Both in a warm call. */
async function connect(): Promise<void> {
  technician.call.setOther('c1');
  customer.call.setOther('t1');
  await pass(100);
  expect([state(technician), state(customer)]).toEqual(['connected', 'connected']);
}

test('a call with nobody to speak with is idle, and calls nobody', async () => {
  await pass(60_000);
  expect(state(technician)).toBe('idle');
  expect(network.callsOf('t1')).toEqual([]);
});

test('a warm call is connected and sends nothing; its placeholders are stopped', async () => {
  await connect();
  expect(states(technician)).toEqual(['connecting', 'connected']);
  for (const end of [lastCall(), lastCall().half]) expect(end.peerConnection.sent()).toEqual([]);
  for (const one of [...technician.placeholders, ...customer.placeholders])
    expect(one.readyState).toBe('ended');
});

test('real tracks take their places, picture sharp rather than smooth, and leave them again', async () => {
  await connect();
  const video = track('video');
  const audio = track('audio');
  customer.call.send({ video, audio });
  await pass(0);
  expect(lastCall().half.peerConnection.sent()).toEqual([video, audio]);
  expect(video.contentHint).toBe('detail');
  customer.call.send({ audio });
  await pass(0);
  expect(lastCall().half.peerConnection.sent()).toEqual([audio]);
  customer.call.send(null);
  await pass(0);
  expect(lastCall().half.peerConnection.sent()).toEqual([]);
  expect(video.readyState).toBe('live');
});

test('nothing goes into a connection that may not carry anything, nor is anything of it shown, until it may', async () => {
  let isOpen = false;
  let opened = () => {};
  const guarded = openSide(
    network,
    'customer',
    'c2',
    {},
    {
      certificates: async () => [],
      guard(_, __, onChange) {
        opened = onChange;
        return { isOpen: () => isOpen, says: () => null, tell() {}, look() {}, close() {} };
      },
    },
  );
  const video = track('video');
  guarded.call.send({ video });
  technician.call.setOther('c2');
  guarded.call.setOther('t1');
  await pass(100);
  expect(state(technician)).toBe('connected');
  expect(lastCall().half.peerConnection.sent()).toEqual([]);
  expect(guarded.call.current().remote).toEqual({ picture: null, sound: null });
  isOpen = true;
  opened();
  await pass(0);
  expect(state(guarded)).toBe('connected');
  expect(lastCall().half.peerConnection.sent()).toEqual([video]);
  expect(guarded.call.current().remote.sound).not.toBeNull();
  isOpen = false;
  opened();
  await pass(0);
  expect(lastCall().half.peerConnection.sent()).toEqual([]);
  guarded.call.close();
});

test('tracks that are there before the connection go into it at once', async () => {
  const audio = track('audio');
  technician.call.send({ audio });
  await connect();
  expect(lastCall().peerConnection.sent()).toEqual([audio]);
});

test('the customer who reloads is called anew; the picture stands until the new one comes', async () => {
  await connect();
  const picture = technician.call.current().remote.picture;
  expect(picture).not.toBeNull();
  customer.call.close();
  await pass(50);
  expect(state(technician)).toBe('interrupted');
  customer = openSide(network, 'customer', 'c2');
  customer.call.setOther('t1');
  technician.call.setOther('c2');
  await pass(200);
  expect(state(customer)).toBe('connected');
  expect(technician.call.current().remote.picture).toBe(picture);
  lastCall().peerConnection.framesDecoded = 1;
  await pass(100);
  expect(state(technician)).toBe('connected');
  expect(technician.call.current().remote.picture).not.toBe(picture);
  expect(states(technician)).toEqual(['connecting', 'connected', 'interrupted', 'connected']);
});

test('without a first frame the new connection is taken all the same, for its sound', async () => {
  await connect();
  customer.call.close();
  customer = openSide(network, 'customer', 'c2');
  customer.call.setOther('t1');
  technician.call.setOther('c2');
  await pass(2_000);
  expect(state(technician)).toBe('connected');
});

test('nothing more is sent to a document that is no longer the other side', async () => {
  await connect();
  customer.call.send({ video: track('video'), audio: track('audio') });
  await pass(0);
  const former = lastCall().half.peerConnection;
  customer.call.setOther('t2');
  expect(former.connectionState).toBe('closed');
});

test('a technician who calls before the session tells of the new document is answered then', async () => {
  await connect();
  technician.call.close();
  technician = openSide(network, 'technician', 't2');
  technician.call.setOther('c1');
  await pass(1_000);
  expect(state(technician)).toBe('connecting');
  customer.call.setOther('t2');
  await pass(100);
  expect([state(technician), state(customer)]).toEqual(['connected', 'connected']);
});

test('a stranger who calls is not answered, neither is a call that says nothing of itself', async () => {
  await connect();
  const stranger = openSide(network, 'technician', 'x1');
  stranger.call.setOther('c1');
  await pass(30_000);
  expect(state(stranger)).toBe('failed');
  expect(stranger.call.current().problem).toBe('other_absent');
  stranger.call.close();
  const answered = customer.placeholders.length;
  for (const metadata of [undefined, null, 'call', { call: 2 }, { call: { $gt: '' } }])
    network.peers.get('t1')!.call('c1', new ImitatedStream() as never, { metadata });
  await pass(100);
  expect(customer.placeholders.length).toBe(answered);
  expect(state(customer)).toBe('connected');
});

test('nobody calls a technician', async () => {
  await connect();
  const asked = technician.placeholders.length;
  network.peers.get('c1')!.call('t1', new ImitatedStream() as never, { metadata: { call: 1 } });
  await pass(100);
  expect(technician.placeholders.length).toBe(asked);
});

test('media outlive the socket, which is opened again with a fresh token', async () => {
  await connect();
  const connection = lastCall().peerConnection;
  for (const peer of [...network.peers.values()]) peer.disconnect();
  await pass(1_000);
  expect(connection.connectionState).toBe('connected');
  expect(states(technician)).toEqual(['connecting', 'connected']);
  expect(network.tokens.sort()).toEqual(['c1 1', 'c1 2', 't1 1', 't1 2']);
  expect(network.made.length).toBe(2);
});

test('a socket that PeerServer never says is open is given up and tried again', async () => {
  network.answers = 'nothing';
  await connectLater();
  network.answers = 'open';
  await pass(15_000);
  expect(state(technician)).toBe('connected');
});

test('an id that is still taken is asked for again', async () => {
  await pass(50);
  network.answers = 'taken';
  for (const peer of [...network.peers.values()]) peer.disconnect();
  await connectLater();
  network.answers = 'open';
  await pass(15_000);
  expect(state(technician)).toBe('connected');
});

async function connectLater(): Promise<void> {
  technician.call.setOther('c1');
  customer.call.setOther('t1');
  await pass(10_000);
  expect(state(technician)).toBe('connecting');
}

test('somebody who is not there yet is called until they come', async () => {
  customer.call.close();
  await pass(50);
  technician.call.setOther('c2');
  await pass(30_000);
  expect(technician.call.current()).toMatchObject({ state: 'failed', problem: 'other_absent' });
  customer = openSide(network, 'customer', 'c2');
  customer.call.setOther('t1');
  await pass(12_000);
  expect([state(technician), state(customer)]).toEqual(['connected', 'connected']);
});

test('the return of the other side is a reason to call at once', async () => {
  customer.call.close();
  await pass(50);
  technician.call.setOther('c2', false);
  await pass(4_000);
  customer = openSide(network, 'customer', 'c2');
  customer.call.setOther('t1');
  await pass(50);
  technician.call.setOther('c2', true);
  await pass(100);
  expect(state(technician)).toBe('connected');
});

test('an interruption that passes by itself is waited for', async () => {
  await connect();
  lastCall().both('disconnected');
  expect(state(technician)).toBe('interrupted');
  await pass(2_500);
  lastCall().both('connected');
  await pass(10_000);
  expect(state(technician)).toBe('connected');
  expect(network.callsOf('t1').length).toBe(1);
});

test('one that does not is mended by a new connection beside the old, closed only then', async () => {
  await connect();
  const former = lastCall();
  const audio = track('audio');
  technician.call.send({ audio });
  former.both('disconnected');
  await pass(3_005);
  expect(network.callsOf('t1').length).toBe(2);
  expect(former.peerConnection.connectionState).toBe('disconnected');
  lastCall().peerConnection.framesDecoded = 1;
  await pass(200);
  expect([state(technician), state(customer)]).toEqual(['connected', 'connected']);
  expect(former.peerConnection.connectionState).toBe('closed');
  expect(former.half.peerConnection.connectionState).toBe('closed');
  expect(lastCall().peerConnection.sent()).toEqual([audio]);
});

test('one sound at a time: what is heard is always one connection', async () => {
  await connect();
  lastCall().both('disconnected');
  await pass(10_000);
  for (const { remote } of [...technician.views, ...customer.views])
    expect(remote.sound?.getTracks().length ?? 1).toBe(1);
  expect(new Set(customer.views.map(({ remote }) => remote.sound)).size).toBe(3);
});

test('a connection that failed is replaced at once', async () => {
  await connect();
  lastCall().both('failed');
  await pass(1_700);
  expect(state(technician)).toBe('connected');
});

test('a network that lets no media through is named, and tried on', async () => {
  network.mediaPass = false;
  technician.call.setOther('c1');
  customer.call.setOther('t1');
  await pass(FAILED_AFTER_MS + 20_000);
  for (const side of [technician, customer])
    expect(side.call.current()).toMatchObject({ state: 'failed', problem: 'media_path' });
  network.mediaPass = true;
  await pass(30_000);
  expect([state(technician), state(customer)]).toEqual(['connected', 'connected']);
});

test('a PeerServer out of reach is named', async () => {
  network.answers = 'nothing';
  technician.call.setOther('c1');
  await pass(FAILED_AFTER_MS + 10);
  expect(technician.call.current()).toMatchObject({ state: 'failed', problem: 'signalling' });
});

test('with nobody any more it is idle and shows nothing', async () => {
  await connect();
  technician.call.setOther(null);
  expect(technician.call.current()).toMatchObject({
    state: 'idle',
    remote: { picture: null, sound: null },
  });
});

test('closing leaves no connection, no socket, no placeholder and no timer', async () => {
  await connect();
  lastCall().both('disconnected');
  await pass(3_020);
  for (const side of [technician, customer]) side.call.close();
  await pass(50);
  expect(vi.getTimerCount()).toBe(0);
  expect(network.made.every((peer) => peer.destroyed)).toBe(true);
  for (const media of network.callsOf('t1').flatMap((one) => [one, one.half]))
    expect(media.peerConnection?.connectionState ?? 'closed').toBe('closed');
  for (const one of [...technician.placeholders, ...customer.placeholders])
    expect(one.readyState).toBe('ended');
});

test('closing while the access is on its way leaves nothing either', async () => {
  const late = openSide(network, 'technician', 't9');
  late.call.close();
  await pass(50);
  expect(network.made.map(({ id }) => id)).not.toContain('t9');
});

test.each(['technician', 'customer'] as const)(
  'a connection on which the %s hears no answer to 2,000 messages is replaced, once',
  async (role) => {
    await connect();
    const side = { technician, customer }[role];
    const talk = () => {
      const { peerConnection } = role === 'technician' ? lastCall() : lastCall().half;
      peerConnection.openDeafChannel();
      for (let sent = 0; sent < 2_001; sent += 1) side.call.conversation.send(sent);
    };
    talk();
    expect(state(side)).toBe('interrupted');
    await pass(5_000);
    expect(network.callsOf('t1')).toHaveLength(2);
    expect([state(technician), state(customer)]).toEqual(['connected', 'connected']);
    talk();
    await pass(5_000);
    expect(network.callsOf('t1')).toHaveLength(2);
    expect(state(side)).toBe('connected');
  },
);
