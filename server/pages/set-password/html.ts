import { LONGEST_PASSWORD, SHORTEST_PASSWORD } from '../../../common/contract/fields.ts';
import { routes } from '../../../common/contract/routes.ts';
import { CONTRACT_HEADER, CONTRACT_VERSION } from '../../../common/contract/version.ts';
import type { Language } from '../../../common/contract/views.ts';
import { translator } from '../../../common/i18n/translate.ts';
import { escapeHtml } from '../../escape-html.ts';
import { plainHtml } from '../plain/plain.ts';
import { setPasswordWords } from './words.ts';

/** What the page says of the company and its server. */
export interface SetPasswordCompany {
  companyName: string;
  /** The path of the logo; null where there is none. */
  logo: string | null;
  /** What a technician types into the panel; null where no panel reaches this server. */
  serverAddress: string | null;
}

/** Whom the password is for: by the logo where there is one, else by the name. */
function companyHtml({ companyName, logo }: SetPasswordCompany): string {
  const name = escapeHtml(companyName);
  return logo === null ? name : `<img src="${escapeHtml(logo)}" alt="${name}">`;
}

/** Where to sign in, once the password is set. */
const addressHtml = (words: string, address: string | null) =>
  address === null
    ? ''
    : `
<p id="address" hidden>${words}<br><strong>${escapeHtml(address)}</strong></p>`;

/**
 * The page in one language; what its script says stands in attributes, so that it has no words. Its
 * form is hidden until the server has said that the link is good, and for whom.
 */
export function setPasswordHtml(language: Language, company: SetPasswordCompany): string {
  const say = translator(setPasswordWords, language);
  const word = (key: Parameters<typeof say>[0]) => escapeHtml(say(key));
  const secret = `type="password" autocomplete="new-password" maxlength="${LONGEST_PASSWORD}" required`;
  return plainHtml({
    ...{ language, title: `${word('title')} - ${escapeHtml(company.companyName)}` },
    style: '/set-password.css',
    head: '<script type="module" src="/set-password.js"></script>',
    main: `<p class="company">${companyHtml(company)}</p>
<h1>${word('title')}</h1>
<noscript><p>${word('needsScript')}</p></noscript>
<p id="standing" role="status" data-looking="${word('looking')}" data-incomplete="${word('incomplete')}"
 data-unreachable="${word('unreachable')}" data-done="${word('done')}"></p>
<button type="button" id="look" hidden>${word('lookAgain')}</button>
<form hidden data-look="${routes.readPasswordLink.path}" data-set="${routes.setPassword.path}"
 data-contract-header="${CONTRACT_HEADER}" data-contract="${CONTRACT_VERSION}" data-different="${word('different')}">
<label for="email">${word('account')}</label>
<input id="email" type="email" autocomplete="username" readonly>
<label for="password">${word('password')}</label>
<input id="password" ${secret} minlength="${SHORTEST_PASSWORD}" aria-describedby="hint">
<p id="hint">${word('hint')}</p>
<label for="again">${word('again')}</label>
<input id="again" ${secret} aria-describedby="message">
<button type="button" id="show" data-show="${word('show')}" data-hide="${word('hide')}">${word('show')}</button>
<p id="message" role="alert"></p>
<button>${word('set')}</button>
</form>${addressHtml(word('address'), company.serverAddress)}`,
  });
}
