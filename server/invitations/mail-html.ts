import type { Language } from '../../common/contract/views.ts';
import { escapeHtml } from '../escape-html.ts';

/** The sentences of an e-mail, each as plain text. */
export interface MailWords {
  language: Language;
  subject: string;
  hello: string;
  offer: string;
  open: string;
  button: string;
  url: string;
  /** What stands out below the link, such as a PIN; null for nothing. */
  pin: string | null;
  notes: readonly string[];
  company: string;
}

/**
 * Colours stand in the elements, for mail programs that drop the head, and those of the dark scheme
 * in the head. #0b5cad on white and #8cc2ff on #14181d pass 4.5:1.
 */
const style = `
@media (prefers-color-scheme: dark) {
  body, .page { background: #14181d !important; color: #e8ebee !important; }
  .link { color: #8cc2ff !important; }
  .button { background: #8cc2ff !important; color: #10161d !important; }
  .notes { color: #aeb6be !important; }
}`;

/** The e-mail as HTML that needs neither pictures nor its head: every sentence is text, escaped here. */
export function mailHtml(words: MailWords): string {
  const say = escapeHtml;
  const paragraph = (inner: string, more = '') => `<p style="margin:0 0 16px;${more}">${inner}</p>`;
  return `<!doctype html>
<html lang="${words.language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="supported-color-schemes" content="light dark">
<title>${say(words.subject)}</title>
<style>${style}
</style>
</head>
<body style="margin:0;background:#ffffff;color:#1c2126;">
<div class="page" style="max-width:560px;margin:0 auto;padding:24px 16px;background:#ffffff;color:#1c2126;font:17px/1.5 system-ui,-apple-system,'Segoe UI',Roboto,Arial,sans-serif;">
${paragraph(say(words.hello))}
${paragraph(say(words.offer))}
${paragraph(`<a class="button" href="${say(words.url)}" style="display:inline-block;padding:14px 24px;border-radius:8px;background:#0b5cad;color:#ffffff;font-weight:600;text-decoration:none;">${say(words.button)}</a>`)}
${paragraph(`${say(words.open)}<br><a class="link" href="${say(words.url)}" style="color:#0b5cad;word-break:break-all;">${say(words.url)}</a>`)}
${words.pin === null ? '' : paragraph(say(words.pin), 'font-weight:600;')}
<p class="notes" style="margin:0 0 16px;font-size:15px;color:#5a636c;">${words.notes.map(say).join('<br>')}</p>
${paragraph(say(words.company))}
</div>
</body>
</html>
`;
}
