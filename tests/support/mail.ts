import { simpleParser, type ParsedMail } from 'mailparser';
import { createCA, createCert } from 'mkcert';
import { SMTPServer, type SMTPServerOptions } from 'smtp-server';
import type { AddressInfo } from 'node:net';

/** A certificate for localhost, and the authority that made it, as PEM. */
export interface TestCertificate {
  ca: string;
  key: string;
  cert: string;
}

export async function testCertificate(
  domains = ['localhost', '127.0.0.1'],
): Promise<TestCertificate> {
  const ca = await createCA({
    organization: 'Lens tests',
    countryCode: 'FR',
    state: 'Test',
    locality: 'Test',
    validity: 1,
  });
  const { key, cert } = await createCert({
    ca: { key: ca.key, cert: ca.cert },
    domains,
    validity: 1,
  });
  return { ca: ca.cert, key, cert };
}

/** A mail as its receiver has it, and how it came. */
export interface ReceivedMail {
  parsed: ParsedMail;
  raw: string;
  from: string;
  to: string[];
  secure: boolean;
  user: string | undefined;
}

/** A mail server on this machine. */
export interface TestMailServer {
  port: number;
  received: ReceivedMail[];
  /** How many clients have connected. */
  connections(): number;
  stop(): Promise<void>;
}

/** A reply of a mail server: its code stands before its text. */
export function reply(responseCode: number, text: string): Error {
  return Object.assign(new Error(text), { responseCode });
}

export async function testMailServer(options: SMTPServerOptions = {}): Promise<TestMailServer> {
  const received: ReceivedMail[] = [];
  let connections = 0;
  const server = new SMTPServer({
    authOptional: options.onAuth === undefined,
    disableReverseLookup: true,
    closeTimeout: 50,
    onData(stream, session, done) {
      const chunks: Buffer[] = [];
      stream.on('data', (chunk: Buffer) => chunks.push(chunk));
      stream.on('end', async () => {
        const raw = Buffer.concat(chunks).toString();
        const { mailFrom, rcptTo } = session.envelope;
        received.push({
          parsed: await simpleParser(raw),
          raw,
          from: mailFrom === false ? '' : mailFrom.address,
          to: rcptTo.map(({ address }) => address),
          secure: session.secure,
          user: session.user,
        });
        done(null);
      });
    },
    ...options,
    onConnect(session, done) {
      connections += 1;
      if (options.onConnect) options.onConnect.call(server, session, done);
      else done(null);
    },
  });
  // A client that does not trust our certificate breaks off: that is what some tests are about.
  server.on('error', () => undefined);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    port: (server.server.address() as AddressInfo).port,
    received,
    connections: () => connections,
    stop: () => new Promise((resolve) => server.close(resolve)),
  };
}
