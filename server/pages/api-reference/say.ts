import type { Language } from '../../../common/contract/views.ts';
import { translator, type Translate } from '../../../common/i18n/translate.ts';
import { escapeHtml } from '../../escape-html.ts';
import { apiReferenceWords } from './words.ts';

/** Says one of the page's sentences, as it may stand in HTML; its values are HTML already. */
export type Say = Translate<(typeof apiReferenceWords)['en']>;

/** The page's words in one language. */
export function sayIn(language: Language): Say {
  const escaped = Object.fromEntries(
    Object.entries(apiReferenceWords[language]).map(([key, words]) => [key, escapeHtml(words)]),
  ) as (typeof apiReferenceWords)['en'];
  return translator({ en: escaped, fr: escaped }, language);
}

/** A text as a piece of code. */
export const code = (text: string): string => `<code>${escapeHtml(text)}</code>`;

/** What is written in English whatever the page's language is. */
export const english = (text: string): string => `<span lang="en">${withCode(text)}</span>`;

/** A text whose `parts between backticks` are code. */
const withCode = (text: string): string =>
  escapeHtml(text).replace(/`([^`]+)`/g, '<code>$1</code>');

/** An example as a person reads it. */
export const exampleHtml = (example: unknown, say: Say): string =>
  `<details><summary>${say('example')}</summary><pre tabindex="0">${escapeHtml(JSON.stringify(example, null, 2))}</pre></details>`;
