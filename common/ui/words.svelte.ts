import type { Language } from '../contract/views.ts';
import { translator, type Dictionary, type Translate, type Words } from '../i18n/translate.ts';

/** A page's words in the language chosen; changing `language` redraws whatever says something. */
export class PageWords<English extends Words> {
  #dictionary: Dictionary<English>;
  #language: Language = $state('en');

  constructor(dictionary: Dictionary<English>, language: Language) {
    this.#dictionary = dictionary;
    this.language = language;
  }

  get language(): Language {
    return this.#language;
  }

  /** Also tells the browser, for hyphenation and for a screen reader's voice. */
  set language(language: Language) {
    this.#language = language;
    document.documentElement.lang = language;
  }

  say: Translate<English> = (key, values) =>
    translator(this.#dictionary, this.#language)(key, values);
}
