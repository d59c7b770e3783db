import { createHmac } from 'node:crypto';
import { afterEach, describe, expect, it } from 'vitest';
import { readConfig } from '../../../server/config.ts';
import { testServer, type TestServer } from '../../support/server.ts';
import { sessionIn } from '../../support/sessions.ts';
import { testTwilio, tokenResource, twilioError, type TestTwilio } from '../../support/twilio.ts';

const secret = 'a secret of sixteen letters'.replaceAll(' ', '-');
const urls = ['turn:turn.example.com:3478?transport=udp', 'turns:turn.example.com:5349'];
const ownRelay = {
  LENS_STUN_URLS: 'stun:turn.example.com:3478',
  LENS_TURN_URLS: urls.join(),
  LENS_TURN_SECRET: secret,
};

let server: TestServer;
let gateway: TestTwilio | undefined;
afterEach(async () => {
  await server.stop();
  await gateway?.stop();
  gateway = undefined;
});

const serving = async (env: Record<string, string> = {}) =>
  (server = await testServer({ config: { relay: readConfig(env).relay } }));

async function servingByTwilio(more: Record<string, string> = {}) {
  gateway = await testTwilio();
  return await serving({
    LENS_TURN_TWILIO: 'true',
    LENS_TWILIO_ACCOUNT_SID: `AC${'a'.repeat(32)}`,
    LENS_TWILIO_AUTH_TOKEN: 'the-auth-token',
    LENS_TWILIO_ORIGIN: gateway.origin,
    ...more,
  });
}

describe('the ICE servers of a session', () => {
  it('are none by default: no STUN server of anyone is named', async () => {
    await serving();
    const session = await sessionIn(server, 'active');
    const answer = await session.asCustomer('GET', '/ice-servers', undefined, 1);
    expect(answer).toMatchObject({ status: 200, body: { iceServers: [], expires: null } });
  });

  it.each(['technician', 'customer'] as const)(
    'are given to the %s with a credential that names session and side, for ten minutes',
    async (side) => {
      await serving(ownRelay);
      const session = await sessionIn(server, 'connected');
      const ask = side === 'technician' ? session.asTechnician : session.asCustomer;
      const { body, headers } = await ask('GET', '/ice-servers', undefined, 1);
      const ends = Math.floor(server.clock.now() / 1000) + 600;
      const username = `${ends}:${session.id}-${side === 'technician' ? 't' : 'c'}`;
      const credential = createHmac('sha1', secret).update(username).digest('base64');
      expect(body).toEqual({
        iceServers: [{ urls: ['stun:turn.example.com:3478'] }, { urls, username, credential }],
        expires: ends * 1000,
      });
      expect(headers.get('cache-control')).toBe('no-store');
    },
  );

  it('are fresh each time', async () => {
    await serving(ownRelay);
    const session = await sessionIn(server, 'active');
    const first = await session.asCustomer('GET', '/ice-servers', undefined, 1);
    server.clock.pass(9 * 60_000);
    const second = await session.asCustomer('GET', '/ice-servers', undefined, 1);
    expect(second.body.expires - first.body.expires).toBe(9 * 60_000);
  });

  it('are refused to whoever has lost the seat, and before and after the call', async () => {
    await serving(ownRelay);
    const session = await sessionIn(server, 'active');
    const device = session.customerDevice;
    await session.asCustomer('POST', '/seat', { from: 1, device });
    const refused = await session.asCustomer('GET', '/ice-servers', undefined, 1);
    expect(refused.body.error.code).toBe('open_elsewhere');
    for (const [state, code] of [
      ['joined', 'session_not_ready'],
      ['ended', 'session_ended'],
    ] as const) {
      const other = await sessionIn(server, state);
      const answer = await other.asCustomer('GET', '/ice-servers', undefined, 1);
      expect(answer.body.error.code).toBe(code);
    }
  });

  it('leave nothing in the log', async () => {
    await serving(ownRelay);
    const session = await sessionIn(server, 'active');
    const { body } = await session.asCustomer('GET', '/ice-servers', undefined, 1);
    const [, { username, credential }] = body.iceServers;
    const log = server.log.join('');
    expect(log).toContain('ice-servers');
    for (const word of [secret, username, credential, session.id]) expect(log).not.toContain(word);
  });
});

describe('the ICE servers of a session, by Twilio', () => {
  it('are those of a token, beside the STUN servers of this installation', async () => {
    await servingByTwilio({ LENS_STUN_URLS: 'stun:turn.example.com:80' });
    const session = await sessionIn(server, 'connected');
    const { body } = await session.asCustomer('GET', '/ice-servers', undefined, 1);
    expect(body).toEqual({
      iceServers: [
        { urls: ['stun:turn.example.com:80'] },
        { urls: ['stun:turn.example.com:3478'] },
        {
          urls: ['turn:turn.example.com:3478?transport=udp'],
          username: 'a-name-of-twilio',
          credential: 'a-credential-of-twilio',
        },
      ],
      expires: server.clock.now() + 600_000,
    });
    expect(server.log.join('')).not.toMatch(
      /a-name-of-twilio|a-credential-of-twilio|the-auth-token/,
    );
  });

  it.each([
    ['refuses', () => twilioError(401, 20003)],
    ['is away', () => 'reset' as const],
    ['answers nonsense', () => ({ status: 201, body: tokenResource({ ttl: 'soon' }) })],
  ])(
    'are no relay where Twilio %s, and a call all the same; it is logged once a minute, without a secret',
    async (_, answer) => {
      await servingByTwilio();
      gateway!.answerTokenWith(answer);
      const session = await sessionIn(server, 'connected');
      const ask = async () => {
        const { status, body } = await session.asCustomer('GET', '/ice-servers', undefined, 1);
        expect({ status, body }).toEqual({ status: 200, body: { iceServers: [], expires: null } });
      };
      const said = () =>
        server.log.filter((line) => line.includes('the relay gives no credentials'));
      await ask();
      await ask();
      expect(said()).toHaveLength(1);
      server.clock.pass(60_000);
      await ask();
      expect(said()).toHaveLength(2);
      expect(server.log.join('')).not.toMatch(/the-auth-token|AC[a-f0-9]{32}/);
    },
  );
});
