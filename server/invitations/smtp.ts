import { randomUUID } from 'node:crypto';
import { PassThrough, type Readable } from 'node:stream';
import { setTimeout as wait } from 'node:timers/promises';
import { createTransport } from 'nodemailer';
import { isRefusal, isWorthAnotherTry, reasonOfMailError, type MailError } from './smtp-answers.ts';
import { ANSWER_WITHIN_MS, failed, type MailMessage, type Transport } from './transport.ts';

/** A mail server, and by what name Lens sends through it. */
export interface SmtpSettings {
  host: string;
  port: number;
  /** `tls` from the first byte, `starttls` required, or `none`: only for a server on this machine. */
  security: 'tls' | 'starttls' | 'none';
  login: { user: string; password: string } | null;
  /** The sender's address; the company's name stands before it. */
  from: string;
  company: () => { companyName: string };
  /** The certificate (PEM) of an authority of one's own; null where the system's are enough. */
  ca: string | null;
}

/** How long the second try waits, in ms: a server that is full has a place again by then. */
const TRY_AGAIN_AFTER_MS = 1000;

/** Two connections: a technician invites one customer at a time. */
const CONNECTIONS = 2;

/** E-mail by SMTP. A mail that was surely not sent is tried once more; any other one never. */
export function createSmtp(
  { host, port, security, login, from, company, ca }: SmtpSettings,
  answerWithin = ANSWER_WITHIN_MS,
): Transport<MailMessage> {
  const mailer = createTransport({
    pool: true,
    maxConnections: CONNECTIONS,
    // The one second try is made here, where it is known what was sent.
    maxRequeues: 0,
    host,
    port,
    secure: security === 'tls',
    requireTLS: security === 'starttls',
    ignoreTLS: security === 'none',
    ...(login && { auth: { user: login.user, pass: login.password } }),
    tls: { minVersion: 'TLSv1.2', ...(ca !== null && { ca }) },
    dnsTimeout: answerWithin,
    connectionTimeout: answerWithin,
    greetingTimeout: answerWithin,
    socketTimeout: answerWithin,
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  /** The body of each mail that is on its way: once a byte of it was read, it may have been sent. */
  const bodies = new Map<string, Readable>();
  mailer.use('stream', (mail, ready) => {
    mail.message?.processFunc((input) => {
      const body = input.pipe(new PassThrough());
      bodies.set(String(mail.data.messageId), body);
      return body;
    });
    ready();
  });

  async function tryOnce(mail: MailMessage) {
    const messageId = `<${randomUUID()}@${from.split('@')[1]}>`;
    try {
      await mailer.sendMail({
        from: { name: company().companyName, address: from },
        to: { name: '', address: mail.to },
        subject: mail.subject,
        text: mail.text,
        html: mail.html,
        messageId,
        headers: { 'Auto-Submitted': 'auto-generated', 'Content-Language': mail.language },
        signal: AbortSignal.timeout(answerWithin),
      });
      return { sent: true, messageId } as const;
    } catch (thrown) {
      const error = thrown as MailError;
      const surelyNot = isRefusal(error) || bodies.get(messageId)?.readableDidRead !== true;
      const reason = surelyNot ? reasonOfMailError(error) : 'unknown_outcome';
      return { sent: false, reason, again: surelyNot && isWorthAnotherTry(error, reason) } as const;
    } finally {
      bodies.delete(messageId);
    }
  }

  return {
    async send(mail) {
      let tried = await tryOnce(mail);
      if (!tried.sent && tried.again) {
        await wait(TRY_AGAIN_AFTER_MS);
        tried = await tryOnce(mail);
      }
      return tried.sent
        ? { status: 'sent', reason: null, reference: tried.messageId }
        : failed(tried.reason);
    },
    async tryLogin() {
      try {
        await mailer.verify();
        return null;
      } catch (error) {
        return reasonOfMailError(error as MailError);
      }
    },
    async stop() {
      mailer.close();
    },
  };
}
