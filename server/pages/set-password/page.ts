import { readFileSync } from 'node:fs';
import { translator } from '../../../common/i18n/translate.ts';
import { LONGEST_PASSWORD, SHORTEST_PASSWORD } from '../../../common/contract/fields.ts';
import { CONTRACT_HEADER, CONTRACT_VERSION } from '../../../common/contract/version.ts';
import { routes } from '../../../common/contract/routes.ts';
import type { Language } from '../../../common/contract/views.ts';
import { escapeHtml } from '../../escape-html.ts';
import { allowPlainPage } from '../../http/security-headers.ts';
import type { Step } from '../../http/state.ts';
import type { Company } from '../../settings/company.ts';
import { plainHtml, plainStyle } from '../plain/plain.ts';
import { setPasswordWords } from './words.ts';

const beside = (name: string) => new URL(name, import.meta.url);

/** The page in one language; what its script says stands in attributes, so that it has no words. */
export function html(language: Language, companyName: string): string {
  const say = translator(setPasswordWords, language);
  const word = (key: Parameters<typeof say>[0]) => escapeHtml(say(key));
  return plainHtml({
    ...{ language, title: `${word('title')} - ${escapeHtml(companyName)}` },
    style: '/set-password.css',
    head: '<script type="module" src="/set-password.js"></script>',
    main: `<p class="company">${escapeHtml(companyName)}</p>
<h1>${word('title')}</h1>
<noscript><p>${word('needsScript')}</p></noscript>
<form data-url="${routes.setPassword.path}" data-contract-header="${CONTRACT_HEADER}" data-contract="${CONTRACT_VERSION}"
 data-different="${word('different')}" data-incomplete="${word('incomplete')}"
 data-done="${word('done')}" data-unreachable="${word('unreachable')}">
<label for="password">${word('password')}</label>
<input id="password" type="password" autocomplete="new-password" minlength="${SHORTEST_PASSWORD}" maxlength="${LONGEST_PASSWORD}" required aria-describedby="hint">
<p id="hint">${word('hint')}</p>
<label for="again">${word('again')}</label>
<input id="again" type="password" autocomplete="new-password" maxlength="${LONGEST_PASSWORD}" required aria-describedby="message">
<p id="message" role="alert"></p>
<button>${word('set')}</button>
</form>
<p id="done" role="status"></p>`,
  });
}

/**
 * Serves `/set-password` with its script and its style. The one-time secret stands in the fragment
 * of the page's address, which never reaches this server but by the form.
 */
export function serveSetPassword(company: Company): Step {
  const script = readFileSync(beside('set-password.js'), 'utf8');
  const style = plainStyle(beside('set-password.css'));
  return async (context, next) => {
    const isRead = context.method === 'GET' || context.method === 'HEAD';
    if (!isRead || !/^\/set-password(\.js|\.css)?$/.test(context.path)) return await next();
    allowPlainPage(context);
    context.set('Cache-Control', 'no-cache');
    if (context.path.endsWith('.js')) {
      context.type = 'text/javascript; charset=utf-8';
      context.body = script;
    } else if (context.path.endsWith('.css')) {
      context.type = 'text/css; charset=utf-8';
      context.body = style;
    } else {
      const { language } = context.state;
      context.set('Content-Language', language);
      context.vary('Accept-Language');
      context.type = 'text/html; charset=utf-8';
      context.body = html(language, company().companyName);
    }
  };
}
