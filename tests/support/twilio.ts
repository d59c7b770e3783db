import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import { randomId } from './documents.ts';

/** A request as the SMS gateway got it. */
export interface TwilioRequest {
  method: string;
  path: string;
  headers: IncomingHttpHeaders;
  /** The name and password of Basic authentication. */
  login: string;
  form: Record<string, string>;
}

/** An answer of the gateway, or none at all. */
export type TwilioAnswer = { status: number; body: unknown } | 'silence' | 'reset';

/** A gateway on this machine that answers as Twilio's API reference says. */
export interface TestTwilio {
  origin: string;
  /** The tokens for its TURN servers that were asked for, in order. */
  tokens: TwilioRequest[];
  /** What the next requests for a token are answered; a token by default. */
  answerTokenWith(answer: (() => TwilioAnswer | Promise<TwilioAnswer>) | null): void;
  /** The messages that were asked for, in order. */
  created: TwilioRequest[];
  /** The references that were asked about. */
  asked: string[];
  /** What the next requests to create a message are answered; a message by default. */
  answerWith(answer: (() => TwilioAnswer | Promise<TwilioAnswer>) | null): void;
  /** What whoever asks about the account is answered; that it is active by default. */
  answerAccountWith(answer: { status: number; body: unknown }): void;
  /** What a message that is asked about is said to be. */
  become(status: string, errorCode?: number | null): void;
  stop(): Promise<void>;
}

/** A Message resource (twilio.com/docs/messaging/api/message-resource#message-properties). */
export const messageResource = (more: Record<string, unknown> = {}) => ({
  account_sid: `AC${'a'.repeat(32)}`,
  api_version: '2010-04-01',
  body: 'Hello',
  date_created: 'Thu, 01 Jan 2026 12:00:00 +0000',
  date_sent: null,
  date_updated: 'Thu, 01 Jan 2026 12:00:00 +0000',
  direction: 'outbound-api',
  error_code: null,
  error_message: null,
  from: '+15005550006',
  messaging_service_sid: null,
  num_media: '0',
  num_segments: '1',
  price: null,
  price_unit: 'USD',
  sid: `SM${randomId()}`,
  status: 'queued',
  subresource_uris: {},
  to: '+33612345678',
  uri: '/2010-04-01/Accounts/AC/Messages/SM.json',
  ...more,
});

/** A Token resource (twilio.com/docs/stun-turn/api#token-properties). */
export const tokenResource = (more: Record<string, unknown> = {}) => ({
  account_sid: `AC${'a'.repeat(32)}`,
  date_created: 'Thu, 01 Jan 2026 12:00:00 +0000',
  date_updated: 'Thu, 01 Jan 2026 12:00:00 +0000',
  ice_servers: [
    { url: 'stun:turn.example.com:3478', urls: 'stun:turn.example.com:3478' },
    {
      url: 'turn:turn.example.com:3478?transport=udp',
      urls: 'turn:turn.example.com:3478?transport=udp',
      username: 'a-name-of-twilio',
      credential: 'a-credential-of-twilio',
    },
  ],
  password: 'a-credential-of-twilio',
  ttl: '600',
  username: 'a-name-of-twilio',
  ...more,
});

/** An error (twilio.com/docs/usage/twilios-response#response-formats-exceptions). */
export const twilioError = (status: number, code: number) => ({
  status,
  body: { code, message: 'No', more_info: `https://www.twilio.com/docs/errors/${code}`, status },
});

const tokensPath = /^\/2010-04-01\/Accounts\/AC\w{32}\/Tokens\.json$/;
const accountPath = /^\/2010-04-01\/Accounts\/AC\w{32}\.json$/;
const messagesPath = /^\/2010-04-01\/Accounts\/AC\w{32}\/Messages(?:\/(SM\w{32}))?\.json$/;

export async function testTwilio(): Promise<TestTwilio> {
  const created: TwilioRequest[] = [];
  const asked: string[] = [];
  const tokens: TwilioRequest[] = [];
  let tokenAnswer: (() => TwilioAnswer | Promise<TwilioAnswer>) | null = null;
  let answer: (() => TwilioAnswer | Promise<TwilioAnswer>) | null = null;
  let account: { status: number; body: unknown } = { status: 200, body: { status: 'active' } };
  let become = { status: 'delivered', error_code: null as number | null };

  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const reply = (status: number, body: unknown) => {
      response.writeHead(status, { 'content-type': 'application/json' });
      response.end(typeof body === 'string' ? body : JSON.stringify(body));
    };
    if (accountPath.test(request.url ?? '')) return reply(account.status, account.body);
    const [known, sid] = messagesPath.exec(request.url ?? '') ?? [];
    const wantsToken = tokensPath.test(request.url ?? '');
    if (known === undefined && !wantsToken) return reply(404, twilioError(404, 20404).body);
    if (sid !== undefined) {
      asked.push(sid);
      return reply(200, messageResource({ sid, ...become }));
    }
    const basic = (request.headers.authorization ?? '').replace(/^Basic /, '');
    const list = wantsToken ? tokens : created;
    list.push({
      method: request.method ?? '',
      path: request.url ?? '',
      headers: request.headers,
      login: Buffer.from(basic, 'base64').toString(),
      form: Object.fromEntries(new URLSearchParams(Buffer.concat(chunks).toString())),
    });
    const usual = wantsToken ? tokenResource() : messageResource();
    const special = wantsToken ? tokenAnswer : answer;
    const given = special === null ? { status: 201, body: usual } : await special();
    if (given === 'reset') return request.socket.resetAndDestroy();
    if (given !== 'silence') reply(given.status, given.body);
  }).listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));

  return {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    created,
    asked,
    tokens,
    answerTokenWith: (next) => (tokenAnswer = next),
    answerWith: (next) => (answer = next),
    answerAccountWith: (next) => (account = next),
    become: (status, errorCode = null) => (become = { status, error_code: errorCode }),
    async stop() {
      const closed = new Promise((resolve) => server.close(resolve));
      server.closeAllConnections();
      await closed;
    },
  };
}
