import { describe, expect, test } from 'vitest';
import { isStunUrl, isTurnUrl, readIceUrl } from '../../../common/contract/ice-url.ts';

describe('addresses of servers', () => {
  test.each([
    ['turn:turn.example.com', 'udp', 'turn.example.com', 3478],
    ['turn:turn.example.com:443?transport=tcp', 'tcp', 'turn.example.com', 443],
    ['turns:turn.example.com?transport=tcp', 'tls', 'turn.example.com', 5349],
    ['TURNS:Turn.Example.com:443', 'tls', 'turn.example.com', 443],
    ['stun:192.0.2.1', 'udp', '192.0.2.1', 3478],
    ['stun:[2001:db8::1]:19302', 'udp', '2001:db8::1', 19302],
  ])('%s', (url, transport, host, port) => {
    expect(readIceUrl(url)).toMatchObject({ transport, host, port });
  });

  test.each([
    'https://example.com',
    'turn:',
    'turns:a?transport=udp',
    'turn:a:0',
    'turn:a:70000',
    'turn:a b',
    'stun:a?transport=tcp',
    'turn:-a',
    'turn:a?transport=tls',
    // What browsers refuse, each in its way.
    'turn:a?TRANSPORT=udp',
    'turn:a?transport=UDP',
    'turn:192.168.1.300',
    'stun:1.2.3',
    'stun:[::::]',
    'stun:[1.2.3.4]',
    'stun:\u212Aa.example.com',
  ])('%s is none', (url) => {
    expect(readIceUrl(url)).toBeNull();
  });
});

test('a STUN server is no TURN server', () => {
  expect([isStunUrl('stun:a'), isTurnUrl('stun:a')]).toEqual([true, false]);
  expect([isStunUrl('turns:a'), isTurnUrl('turns:a')]).toEqual([false, true]);
});
