import type { Language } from '../../../common/contract/views.ts';
import { passwordLinkWords } from '../../../common/i18n/password-link/words.ts';
import { translator } from '../../../common/i18n/translate.ts';
import { mailHtml } from '../../invitations/mail-html.ts';
import { oneLine } from '../../invitations/wording.ts';

/** The e-mail that brings a technician the link to set a password: its subject, text and HTML. */
export function wordPasswordMail(
  {
    companyName,
    name,
    email,
    url,
    serverAddress,
  }: Record<'companyName' | 'name' | 'email' | 'url', string> & {
    /** What to type into the panel; null where no panel of another machine reaches the server. */
    serverAddress: string | null;
  },
  language: Language,
): { subject: string; text: string; html: string } {
  const say = translator(passwordLinkWords, language);
  const company = oneLine(companyName);
  const words = {
    hello: say('hello', { name: oneLine(name) }),
    offer: say('offer', { company, email }),
    open: say('open'),
    notes: [
      ...(serverAddress === null ? [] : [say('address', { address: serverAddress })]),
      say('once'),
      say('unexpected'),
    ],
  };
  const subject = say('subject', { company });
  const text = [words.hello, words.offer, `${words.open}\n${url}`, words.notes.join('\n'), company];
  const more = { subject, company, url, button: say('button'), pin: null, language };
  return { subject, text: `${text.join('\n\n')}\n`, html: mailHtml({ ...words, ...more }) };
}
