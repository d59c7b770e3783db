import { createHmac } from 'node:crypto';
import { expect, test } from 'vitest';
import { sharedSecretRelay } from '../../../server/relay/shared-secret.ts';
import { testClock } from '../../support/clock.ts';

const secret = '0123456789abcdef';
const urls = ['turn:turn.example.com:3478?transport=udp', 'turns:turn.example.com:5349'];

test('a credential is what a TURN server makes of the same name and secret, and ends after ten minutes', async () => {
  const clock = testClock(1_700_000_000_400);
  const ask = sharedSecretRelay({ urls, secret }, { clock });
  const { iceServers, expires } = await ask('a-session-c');
  expect(expires).toBe(1_700_000_600_000);
  const username = '1700000600:a-session-c';
  expect(iceServers).toEqual([
    { urls, username, credential: createHmac('sha1', secret).update(username).digest('base64') },
  ]);
});

test('a credential of a known secret is the one that openssl makes', async () => {
  // printf '%s' '1700000600:a-session-c' | openssl dgst -sha1 -hmac 0123456789abcdef -binary | base64
  const ask = sharedSecretRelay({ urls, secret }, { clock: testClock(1_700_000_000_000) });
  const [server] = (await ask('a-session-c')).iceServers;
  expect(server?.credential).toBe('wRj75rTcWhJr0mdqRLJJA4e7hAg=');
});

test('each side of each session has a name of its own, and another one each second', async () => {
  const clock = testClock();
  const ask = sharedSecretRelay({ urls, secret }, { clock });
  const names = [await ask('one-t'), await ask('one-c'), await ask('two-t')];
  clock.pass(1000);
  names.push(await ask('one-t'));
  expect(new Set(names.map(({ iceServers: [server] }) => server?.username)).size).toBe(4);
  expect(new Set(names.map(({ iceServers: [server] }) => server?.credential)).size).toBe(4);
});
