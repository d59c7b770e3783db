import type { Dictionary } from '../../../common/i18n/translate.ts';

const en = {
  title: 'There is nothing at this address',
  about: 'Check the address: a part of it may be missing.',
  start: 'To the start page',
};

const fr: Readonly<Record<keyof typeof en, string>> = {
  title: "Il n'y a rien à cette adresse",
  about: "Vérifiez l'adresse : il en manque peut-être une partie.",
  start: "Aller à la page d'accueil",
};

/** The words of the page that stands where there is none. */
export const nothingHereWords: Dictionary<typeof en> = { en, fr };
