import type { Language } from '../contract/views.ts';

/** The words of one part of the product: a flat record from a key to its sentence. */
export type Words = Readonly<Record<string, string>>;

/** One part's words in every language; French has exactly English's keys, or it does not compile. */
export type Dictionary<English extends Words> = Readonly<
  Record<Language, Readonly<Record<keyof English, string>>>
>;

/** Says a sentence of a dictionary, `{name}` filled in from `values`. */
export type Translate<English extends Words> = (
  key: keyof English & string,
  values?: Readonly<Record<string, string | number>>,
) => string;

/** The translator of one dictionary in one language. Values are put in as plain text. */
export function translator<English extends Words>(
  dictionary: Dictionary<English>,
  language: Language,
): Translate<English> {
  const words = dictionary[language];
  return (key, values = {}) =>
    words[key].replace(/\{(\w+)\}/g, (whole, name: string) => String(values[name] ?? whole));
}

/** The first of a person's preferred languages (BCP 47 tags, best first) that Lens speaks, else English. */
export function chooseLanguage(preferred: readonly string[]): Language {
  for (const tag of preferred) {
    const base = tag.toLowerCase().split('-')[0];
    if (base === 'fr' || base === 'en') return base;
  }
  return 'en';
}
