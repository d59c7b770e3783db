import { expect, test } from 'vitest';
import {
  relayTrouble,
  spelledOut,
  watchRelay,
  type RelayTrouble,
} from '../../../common/call/relay-trouble.ts';

const udp = 'turn:turn.example.com:3478?transport=udp';
const tls = 'turns:turn.example.com:5349?transport=tcp';
const facts = (errors: [string, number][], relays = false) => ({
  urls: [udp, tls],
  relays,
  errors: new Map(errors),
});

test.each<[string, [string, number][], RelayTrouble | null]>([
  ['nothing was said yet', [], null],
  ['one of two does not answer', [[udp, 701]], null],
  [
    'none answers',
    [
      [udp, 701],
      [tls, 701],
    ],
    'unreachable',
  ],
  [
    'one refuses, one does not answer',
    [
      [udp, 701],
      [tls, 401],
    ],
    'credentials_refused',
  ],
  ['one forbids', [[udp, 403]], 'credentials_refused'],
  ['one has no more for this side', [[udp, 486]], 'busy'],
  ['one has no more for anyone', [[tls, 508]], 'busy'],
])('%s', (_, errors, trouble) => {
  expect(relayTrouble(facts(errors))).toBe(trouble);
});

test('there is no trouble where there is a relay, or none was named', () => {
  expect(relayTrouble(facts([[udp, 401]], true))).toBeNull();
  expect(relayTrouble({ ...facts([[udp, 701]]), urls: [] })).toBeNull();
});

test.each([
  ['turn:turn.example.com', 'turn:turn.example.com:3478?transport=udp'],
  ['TURNS:turn.example.com', 'turns:turn.example.com:5349?transport=tcp'],
  ['turn:[2001:db8::1]:80?transport=tcp', 'turn:[2001:db8::1]:80?transport=tcp'],
])('a browser that spells %s out speaks of the same server', (url, spelled) => {
  expect(spelledOut(url)).toBe(spelled);
});

/** A connection that says what a browser's would. */
function connecting(urls: string[]) {
  const connection = new EventTarget();
  const told: (RelayTrouble | null)[] = [];
  watchRelay(connection as RTCPeerConnection, [{ urls }], (trouble) => told.push(trouble));
  const say = (type: string, more: object) =>
    connection.dispatchEvent(Object.assign(new Event(type), more));
  return {
    told,
    fails: (url: string, errorCode: number) => say('icecandidateerror', { url, errorCode }),
    finds: (type: string) => say('icecandidate', { candidate: { type } }),
  };
}

test('a relay that no network of the device reaches is told once, and taken back if one does after all', () => {
  const { told, fails, finds } = connecting(['turn:turn.example.com']);
  fails('stun:turn.example.com:3478', 701);
  finds('host');
  expect(told).toEqual([]);
  fails(udp, 701);
  fails(udp, 701);
  finds('relay');
  expect(told).toEqual(['unreachable', null]);
});

test('what a server has said outweighs that another network heard nothing', () => {
  const { told, fails } = connecting([udp, tls]);
  fails(udp, 401);
  fails(udp, 701);
  fails(tls, 701);
  expect(told).toEqual(['credentials_refused']);
});
