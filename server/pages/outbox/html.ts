import { translator } from '../../../common/i18n/translate.ts';
import type { Language } from '../../../common/contract/views.ts';
import { escapeHtml } from '../../escape-html.ts';
import type { OutboxMessage } from '../../invitations/outbox.ts';
import { plainHtml } from '../plain/plain.ts';
import { outboxWords } from './words.ts';

/** A text with the links to this server's own pages as links, as a telephone shows them. */
function withLinks(text: string, publicUrl: string): string {
  return text
    .split(/(\s+)/)
    .map((part) => {
      const shown = escapeHtml(part);
      return part.startsWith(`${publicUrl}/`) ? `<a href="${shown}">${shown}</a>` : shown;
    })
    .join('');
}

/** The outbox in one language: SMS as bubbles, e-mails as text, with a way to their HTML. */
export function outboxHtml(
  messages: readonly OutboxMessage[],
  language: Language,
  publicUrl: string,
): string {
  const say = translator(outboxWords, language);
  const time = new Intl.DateTimeFormat(language, { timeStyle: 'medium' });
  const shown = messages.map((message) => {
    const { way, to, at, id } = message;
    const head = `<h2>${escapeHtml(say(way, { to }))} <time datetime="${new Date(at).toISOString()}">${time.format(at)}</time></h2>`;
    const text = way === 'sms' ? message.body : message.text;
    const body = `<p class="${way}" id="m-${id}">${withLinks(text, publicUrl)}</p>`;
    if (way === 'sms') return `<article>${head}\n${body}</article>`;
    const open = `<p><a href="/outbox/${id}">${escapeHtml(say('open'))}</a></p>`;
    return `<article>${head}\n<p class="subject">${escapeHtml(message.subject)}</p>\n${body}\n${open}</article>`;
  });
  const title = escapeHtml(say('title'));
  return plainHtml({
    ...{ language, title, style: '/outbox.css' },
    head: '<meta http-equiv="refresh" content="5">',
    main: `<h1>${title}</h1>
<p>${escapeHtml(say('about'))}</p>
${shown.length > 0 ? shown.join('\n') : `<p>${escapeHtml(say('nothing'))}</p>`}`,
  });
}
