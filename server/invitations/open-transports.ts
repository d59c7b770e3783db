import { readFileSync } from 'node:fs';
import type { Logger } from 'pino';
import type { Clock } from '../clock.ts';
import { createOutbox, type Outbox } from './outbox.ts';
import { createSmtp, type SmtpSettings } from './smtp.ts';
import type { Transports } from './transport.ts';
import { createTwilio, type TwilioSettings } from './twilio.ts';

/** What is set up for inviting; null for what is not. */
export interface TransportChoice {
  twilio: Omit<TwilioSettings, 'canCallBack'> | null;
  smtp: (Omit<SmtpSettings, 'company' | 'ca'> & { caFile: string | null }) | null;
  /** A folder that takes everything in the place of both. */
  outbox: string | null;
}

/** What the ways are opened in. */
interface Surroundings {
  company: () => { companyName: string; retentionHours: number };
  publicUrl: string;
  clock: Clock;
  log: Logger;
}

/** Whether customers come to this server from elsewhere than this machine. */
function isPublic(publicUrl: string): boolean {
  const { protocol, hostname } = new URL(publicUrl);
  return protocol === 'https:' && !['localhost', '127.0.0.1', '[::1]'].includes(hostname);
}

/** Opens the ways that are set up. Twilio may call back at an https address: it is reached from outside. */
export function openTransports(
  { twilio, smtp, outbox: folder }: TransportChoice,
  { company, publicUrl, clock, log }: Surroundings,
): { transports: Transports; outbox: Outbox | null } {
  if (folder !== null) {
    if (isPublic(publicUrl))
      log.warn('LENS_OUTBOX is set: no SMS and no e-mail is sent, all of them are kept as files');
    const outbox = createOutbox(folder, clock, company);
    return { transports: { sms: outbox.sms, email: outbox.email }, outbox };
  }
  const canCallBack = publicUrl.startsWith('https:');
  return {
    transports: {
      sms: twilio && createTwilio({ ...twilio, canCallBack }),
      email:
        smtp &&
        createSmtp({
          ...smtp,
          company,
          ca: smtp.caFile === null ? null : readFileSync(smtp.caFile, 'utf8'),
        }),
    },
    outbox: null,
  };
}
