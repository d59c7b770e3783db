import { createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import { languages, type Language } from '../../../common/contract/views.ts';
import { createSmtp, type SmtpSettings } from '../../../server/invitations/smtp.ts';
import type { MailMessage, Transport } from '../../../server/invitations/transport.ts';
import { wordMail } from '../../../server/invitations/wording.ts';
import { randomId } from '../../support/documents.ts';
import {
  reply,
  testCertificate,
  testMailServer,
  type TestCertificate,
  type TestMailServer,
} from '../../support/mail.ts';

const url = `https://help.example.com/#j=${'A'.repeat(22)}`;
const mailIn = (language: Language): MailMessage => ({
  id: randomId(),
  to: 'zoe@example.com',
  language,
  ...wordMail(
    { companyName: 'Forêt & Fils', technicianName: 'Anna', url, pin: '048291' },
    language,
  ),
});
const mail = mailIn('en');

let certificate: TestCertificate;
beforeAll(async () => {
  certificate = await testCertificate();
});

const toStop: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const stop of toStop.splice(0).reverse()) await stop();
});

async function mailServer(options: Parameters<typeof testMailServer>[0] = {}) {
  const server = await testMailServer({ ...certificate, ...options });
  toStop.push(server.stop);
  return server;
}

function transportTo(
  { port }: Pick<TestMailServer, 'port'>,
  more: Partial<SmtpSettings> = {},
  answerWithin = 2000,
): Transport<MailMessage> {
  const transport = createSmtp(
    {
      host: 'localhost',
      port,
      security: 'starttls',
      login: null,
      from: 'help@acme.example',
      company: () => ({ companyName: 'Forêt & Fils' }),
      ca: certificate.ca,
      ...more,
    },
    answerWithin,
  );
  toStop.push(transport.stop);
  return transport;
}

const failedFor = (reason: string) => ({ status: 'failed', reason, reference: null });

/** A server of which only the first words are right; gives how many have connected. */
async function brokenServer(onConnect: (socket: Socket) => void) {
  let connections = 0;
  const sockets = new Set<Socket>();
  const server: Server = createServer((socket) => {
    connections += 1;
    sockets.add(socket);
    socket.on('error', () => undefined);
    onConnect(socket);
  }).listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  toStop.push(async () => {
    for (const socket of sockets) socket.destroy();
    await new Promise((resolve) => server.close(resolve));
  });
  return { port: (server.address() as AddressInfo).port, connections: () => connections };
}

describe('an e-mail through a mail server', () => {
  it.each(languages)('arrives whole in %s', async (language) => {
    const server = await mailServer();
    const sent = mailIn(language);
    const outcome = await transportTo(server).send(sent);
    expect(outcome).toMatchObject({ status: 'sent', reason: null });
    const [{ parsed, raw, from, to, secure }] = server.received as [(typeof server.received)[0]];
    expect({ from, to, secure }).toEqual({
      from: 'help@acme.example',
      to: ['zoe@example.com'],
      secure: true,
    });
    expect(parsed.from?.value).toEqual([{ name: 'Forêt & Fils', address: 'help@acme.example' }]);
    expect(parsed.subject).toBe(sent.subject);
    expect(parsed.text?.trim()).toBe(sent.text.trim());
    expect(String(parsed.html).trim()).toBe(sent.html.trim());
    expect(parsed.messageId).toBe(outcome.reference);
    expect(parsed.messageId).toMatch(/^<[0-9a-f-]{36}@acme\.example>$/);
    expect(parsed.headers.get('auto-submitted')).toBe('auto-generated');
    expect(parsed.headers.get('content-language')).toBe(language);
    expect(parsed.attachments).toEqual([]);
    expect(raw).not.toMatch(/^Bcc:/im);
  });

  it('goes over TLS from the first byte', async () => {
    const server = await mailServer({ secure: true });
    await transportTo(server, { security: 'tls' }).send(mail);
    expect(server.received).toHaveLength(1);
    expect(server.received[0]!.secure).toBe(true);
  });

  it('goes unencrypted where that was chosen', async () => {
    const server = await mailServer({ hideSTARTTLS: true });
    await transportTo(server, { security: 'none' }).send(mail);
    expect(server.received[0]!.secure).toBe(false);
  });

  it('signs in with the name and the password', async () => {
    const server = await mailServer({
      onAuth: ({ username, password }, _session, done) =>
        password === 'right' ? done(null, { user: username }) : done(reply(535, 'No')),
    });
    const login = { user: 'lens', password: 'right' };
    expect((await transportTo(server, { login }).send(mail)).status).toBe('sent');
    expect(server.received[0]!.user).toBe('lens');
  });

  it('uses a connection again, and another when that one was cut in the meantime', async () => {
    let sockets: Socket[] = [];
    const server = await mailServer();
    const transport = transportTo(server);
    await transport.send(mail);
    await transport.send(mail);
    expect(server.connections()).toBe(1);
    const proxy = await brokenServer((socket) => {
      const onward = new (socket.constructor as typeof Socket)().connect(server.port, '127.0.0.1');
      onward.on('error', () => undefined);
      sockets.push(socket);
      socket.pipe(onward).pipe(socket);
    });
    const throughProxy = transportTo(proxy);
    await throughProxy.send(mail);
    for (const socket of sockets) socket.destroy();
    sockets = [];
    expect((await throughProxy.send(mail)).status).toBe('sent');
    expect(server.received).toHaveLength(4);
  });
});

describe('an e-mail that a mail server does not take', () => {
  it.each([
    ['550 to its address', { onRcptTo: 550 }, 'address_refused'],
    ['553 to its address', { onRcptTo: 553 }, 'address_refused'],
    ['550 to its sender', { onMailFrom: 550 }, 'gateway_refused'],
    ['554 to what it says', { onData: 554 }, 'gateway_refused'],
  ])(
    'with %s is not tried again',
    async (_, { onRcptTo, onMailFrom, onData }: Record<string, number>, reason) => {
      let asked = 0;
      const server = await mailServer({
        onRcptTo: (_address, _session, done) => {
          asked += 1;
          done(onRcptTo ? reply(onRcptTo, 'No such user') : null);
        },
        onMailFrom: (_address, _session, done) =>
          done(onMailFrom ? reply(onMailFrom, 'Not you') : null),
        ...(onData && {
          onData: (stream, _session, done) => {
            stream.resume();
            stream.on('end', () => done(reply(onData, 'Spam')));
          },
        }),
      });
      expect(await transportTo(server).send(mail)).toEqual(failedFor(reason));
      expect(asked).toBeLessThanOrEqual(1);
    },
  );

  it('for its login is not tried again', async () => {
    let tried = 0;
    const server = await mailServer({
      onAuth: (_auth, _session, done) => {
        tried += 1;
        done(reply(535, 'Authentication failed'));
      },
    });
    const login = { user: 'lens', password: 'wrong' };
    expect(await transportTo(server, { login }).send(mail)).toEqual(failedFor('login_refused'));
    expect(tried).toBe(1);
    expect(server.received).toEqual([]);
  });

  it('for now is tried once more, and then taken', async () => {
    let asked = 0;
    const server = await mailServer({
      onRcptTo: (_address, _session, done) => {
        asked += 1;
        done(asked === 1 ? reply(451, 'Come again') : null);
      },
    });
    expect((await transportTo(server).send(mail)).status).toBe('sent');
    expect(asked).toBe(2);
    expect(server.received).toHaveLength(1);
  });

  it('for now, twice, is tried no third time', async () => {
    let asked = 0;
    const server = await mailServer({
      onRcptTo: (_address, _session, done) => {
        asked += 1;
        done(reply(451, 'Come again'));
      },
    });
    expect(await transportTo(server).send(mail)).toEqual(failedFor('gateway_busy'));
    expect(asked).toBe(2);
  });

  it.each([
    ['offers no encryption', { disabledCommands: ['STARTTLS'] }, {}],
    ['has a certificate that nobody vouches for', {}, { ca: null }],
    [
      'has a certificate that nobody vouches for, over TLS',
      { secure: true },
      { ca: null, security: 'tls' },
    ],
    ['speaks no TLS where it should', {}, { security: 'tls' }],
  ] as const)('is kept from one that %s', async (_, options, more) => {
    const server = await mailServer(options as Parameters<typeof mailServer>[0]);
    expect(await transportTo(server, more).send(mail)).toEqual(failedFor('gateway_insecure'));
    expect(server.received).toEqual([]);
    expect(server.connections()).toBeLessThanOrEqual(1);
  });

  it('is kept from one that has the certificate of another', async () => {
    const other = await testCertificate(['mail.other.example']);
    const server = await mailServer(other);
    expect(await transportTo(server, { ca: other.ca }).send(mail)).toEqual(
      failedFor('gateway_insecure'),
    );
    expect(server.received).toEqual([]);
  });
});

describe('an e-mail to a mail server that is not well', () => {
  it('is tried twice where nobody listens', async () => {
    const server = await mailServer();
    await server.stop();
    expect(await transportTo(server).send(mail)).toEqual(failedFor('gateway_unreachable'));
  });

  it('is tried twice where the connection is cut at once', async () => {
    const server = await brokenServer((socket) => socket.destroy());
    expect(await transportTo(server).send(mail)).toEqual(failedFor('gateway_unreachable'));
    expect(server.connections()).toBe(2);
  });

  it('is given up where nothing is said, as surely not sent', async () => {
    const server = await brokenServer(() => undefined);
    const began = performance.now();
    expect(await transportTo(server, {}, 300).send(mail)).toEqual(failedFor('gateway_unreachable'));
    expect(performance.now() - began).toBeLessThan(2000);
    expect(server.connections()).toBe(1);
  });

  it('is given up where the server is silent before the mail itself, as surely not sent', async () => {
    const server = await mailServer({ onMailFrom: () => undefined });
    expect(await transportTo(server, {}, 500).send(mail)).toEqual(failedFor('gateway_unreachable'));
  });

  it('may have been sent where the server is silent after the mail itself, and is not sent again', async () => {
    let taken = 0;
    const server = await mailServer({
      onData: (stream) => {
        stream.resume();
        stream.on('end', () => (taken += 1));
      },
    });
    expect(await transportTo(server, {}, 500).send(mail)).toEqual(failedFor('unknown_outcome'));
    expect(taken).toBe(1);
  });

  it('may have been sent where the connection is cut after the mail itself', async () => {
    let taken = 0;
    const server = await mailServer();
    const proxy = await brokenServer((socket) => {
      const onward = new (socket.constructor as typeof Socket)().connect(server.port, '127.0.0.1');
      onward.on('error', () => undefined);
      onward.pipe(socket);
      let said = '';
      socket.on('data', (chunk) => {
        said += String(chunk);
        if (said.includes('\r\n.\r\n')) {
          taken += 1;
          socket.destroy();
          return;
        }
        onward.write(chunk);
      });
    });
    const transport = transportTo(proxy, { security: 'none' });
    expect(await transport.send(mail)).toEqual(failedFor('unknown_outcome'));
    expect(taken).toBe(1);
  });

  it('is sent where the server is slow but in time', async () => {
    const server = await mailServer({
      onRcptTo: (_address, _session, done) => void setTimeout(done, 200),
    });
    expect((await transportTo(server).send(mail)).status).toBe('sent');
  });
});
