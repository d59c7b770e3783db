import { readFileSync } from 'node:fs';
import type { Clock } from '../clock.ts';
import type { Company } from '../settings/company.ts';
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

/** Opens the ways that are set up. Twilio may call back at an https address: it is reached from outside. */
export function openTransports(
  { twilio, smtp, outbox: folder }: TransportChoice,
  { company, publicUrl, clock }: { company: Company; publicUrl: string; clock: Clock },
): { transports: Transports; outbox: Outbox | null } {
  if (folder !== null) {
    const outbox = createOutbox(folder, clock);
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
