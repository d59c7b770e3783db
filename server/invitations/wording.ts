import { invitationWords } from '../../common/i18n/invitation/words.ts';
import { translator } from '../../common/i18n/translate.ts';
import type { Language } from '../../common/contract/views.ts';
import { asGsm7 } from './gsm7.ts';
import { mailHtml } from './mail-html.ts';

/** What every invitation says. */
export interface Invited {
  companyName: string;
  technicianName: string;
  url: string;
  pin: string;
}

/** A person's or a company's name as one line: what would begin a new header or line is a space. */
export const oneLine = (name: string) =>
  // eslint-disable-next-line no-control-regex -- replacing control characters is the point
  name.replace(/[\u0000-\u001f\u007f\u2028\u2029]+/g, ' ').trim();

const inThrees = (pin: string) => `${pin.slice(0, 3)} ${pin.slice(3)}`;

/** The SMS, in as few segments as its words allow. */
export function wordSms({ companyName, url, pin }: Invited, language: Language): string {
  const say = translator(invitationWords, language);
  return asGsm7(say('sms', { company: oneLine(companyName), url, pin }));
}

/** The e-mail: its subject, and its body as text and as HTML. */
export function wordMail(
  { companyName, technicianName, url, pin }: Invited,
  language: Language,
): { subject: string; text: string; html: string } {
  const say = translator(invitationWords, language);
  const company = oneLine(companyName);
  const words = {
    hello: say('hello'),
    offer: say('offer', { company, technician: oneLine(technicianName) }),
    open: say('open'),
    pin: say('pin', { pin: inThrees(pin) }),
    notes: [say('private'), say('once'), say('unexpected')],
  };
  const subject = say('subject', { company });
  const text = [
    words.hello,
    words.offer,
    `${words.open}\n${url}`,
    words.pin,
    words.notes.join('\n'),
    company,
  ].join('\n\n');
  const html = mailHtml({ ...words, subject, company, url, button: say('button'), language });
  return { subject, text: `${text}\n`, html };
}
