import type { Language } from '../../../common/contract/views.ts';
import { translator } from '../../../common/i18n/translate.ts';
import { escapeHtml } from '../../escape-html.ts';
import { allowPlainPage } from '../../http/security-headers.ts';
import type { Context, Step } from '../../http/state.ts';
import { plainHtml, plainStyle } from '../plain/plain.ts';
import { nothingHereWords } from './words.ts';

const style = plainStyle(new URL('nothing-here.css', import.meta.url));

function html(language: Language): string {
  const say = translator(nothingHereWords, language);
  const title = escapeHtml(say('title'));
  return plainHtml({
    ...{ language, title, style: '/nothing-here.css' },
    head: '<meta name="robots" content="noindex">',
    main: `<h1>${title}</h1>
<p>${escapeHtml(say('about'))}</p>
<p><a href="/">${escapeHtml(say('start'))}</a></p>`,
  });
}

const isRead = ({ method }: Context) => method === 'GET' || method === 'HEAD';

/** Whether a person looks for a page: what asks for files or for the API gets the API's own answer. */
function asksForPage(context: Context): boolean {
  const isApi = /^\/(api|peer)(\/|$)/.test(context.path);
  return isRead(context) && !isApi && context.accepts('json', 'html') === 'html';
}

/** Shows whoever follows a wrong address with a browser a small page; the last step before the JSON. */
export function serveNothingHere(): Step {
  return async (context, next) => {
    if (context.path === '/nothing-here.css' && isRead(context)) {
      context.type = 'text/css; charset=utf-8';
      context.set('Cache-Control', 'no-cache');
      context.body = style;
      return;
    }
    context.vary('Accept');
    if (!asksForPage(context)) return await next();
    const { language } = context.state;
    allowPlainPage(context);
    context.set('Content-Language', language);
    context.vary('Accept-Language');
    context.set('Cache-Control', 'no-store');
    context.status = 404;
    context.type = 'text/html; charset=utf-8';
    context.body = html(language);
  };
}
