import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { twilioRelay } from '../../../server/relay/twilio-tokens.ts';
import { testClock, type TestClock } from '../../support/clock.ts';
import { testTwilio, tokenResource, twilioError, type TestTwilio } from '../../support/twilio.ts';

const accountSid = `AC${'a'.repeat(32)}`;

let gateway: TestTwilio;
let clock: TestClock;
beforeEach(async () => {
  gateway = await testTwilio();
  clock = testClock();
});
afterEach(() => gateway.stop());

const relay = (answerWithin = 2000) =>
  twilioRelay(
    { accountSid, authToken: 'token', apiKey: null, origin: gateway.origin },
    { clock },
    answerWithin,
  );

describe("Twilio's TURN servers", () => {
  it('come with a token of ten minutes, asked for as the API reference says', async () => {
    const { iceServers, expires } = await relay()('a-session-c');
    expect(iceServers).toEqual([
      { urls: ['stun:turn.example.com:3478'] },
      {
        urls: ['turn:turn.example.com:3478?transport=udp'],
        username: 'a-name-of-twilio',
        credential: 'a-credential-of-twilio',
      },
    ]);
    expect(expires).toBe(clock.now() + 600_000);
    expect(gateway.tokens).toMatchObject([
      {
        method: 'POST',
        path: `/2010-04-01/Accounts/${accountSid}/Tokens.json`,
        login: `${accountSid}:token`,
        form: { Ttl: '600' },
      },
    ]);
  });

  it('are asked for once a minute by each side, however often it asks', async () => {
    const ask = relay();
    await Promise.all([ask('one-c'), ask('one-c'), ask('one-t')]);
    clock.pass(59_000);
    await ask('one-c');
    expect(gateway.tokens).toHaveLength(2);
    clock.pass(1_000);
    await ask('one-c');
    expect(gateway.tokens).toHaveLength(3);
  });

  it('are asked for again at once after a failure', async () => {
    const ask = relay();
    gateway.answerTokenWith(() => twilioError(500, 20500));
    await expect(ask('one-c')).rejects.toThrow();
    gateway.answerTokenWith(null);
    expect((await ask('one-c')).iceServers).toHaveLength(2);
  });

  it('are those of before where Twilio is away, for as long as they are good, and only for the same side', async () => {
    const ask = relay();
    const first = await ask('one-c');
    gateway.answerTokenWith(() => twilioError(500, 20500));
    clock.pass(8 * 60_000);
    expect(await ask('one-c')).toEqual(first);
    await expect(ask('one-t')).rejects.toThrow();
    clock.pass(90_000);
    await expect(ask('one-c')).rejects.toThrow();
  });

  it('leave out what a browser does not know', async () => {
    const turn = { username: 'name', credential: 'word' };
    gateway.answerTokenWith(() => ({
      status: 201,
      body: tokenResource({
        ice_servers: [
          { urls: 'turn:turn.example.com?transport=quic', ...turn },
          { urls: 'turn:turn.example.com' },
          { urls: ['turn:turn.example.com', 'ftp:turn.example.com'], ...turn },
        ],
      }),
    }));
    expect((await relay()('one-c')).iceServers).toEqual([
      { urls: ['turn:turn.example.com'], ...turn },
    ]);
  });

  it.each([
    ['no servers', { ice_servers: undefined }],
    ['a word in the place of servers', { ice_servers: 'turn:turn.example.com' }],
    ['STUN alone', { ice_servers: [{ urls: 'stun:turn.example.com' }] }],
    ['servers of no kind', { ice_servers: [{ urls: 7 }] }],
    ['no end', { ttl: undefined }],
    ['an end that was', { ttl: '-5' }],
    ['an end that is no number', { ttl: 'soon' }],
  ])('are none where Twilio answers nonsense: %s', async (_, more) => {
    gateway.answerTokenWith(() => ({ status: 201, body: tokenResource(more) }));
    await expect(relay()('one-c')).rejects.toThrow();
  });

  it.each(['<html>', '', 'null', '[]'])('are none where Twilio answers %j', async (body) => {
    gateway.answerTokenWith(() => ({ status: 201, body }));
    await expect(relay()('one-c')).rejects.toThrow();
  });

  it('are none where Twilio refuses the account', async () => {
    gateway.answerTokenWith(() => twilioError(401, 20003));
    await expect(relay()('one-c')).rejects.toMatchObject({ status: 401, code: 20003 });
  });

  it.each(['silence', 'reset'] as const)(
    'are none where Twilio answers with %s',
    async (answer) => {
      gateway.answerTokenWith(() => answer);
      await expect(relay(200)('one-c')).rejects.toThrow();
    },
  );
});
