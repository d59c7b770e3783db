import type { Language } from '../../contract/views.ts';
import type { Dictionary, Translate } from '../translate.ts';
import { en } from './en.ts';
import { fr } from './fr.ts';
import { ideas as englishIdeas } from './ideas.en.ts';
import { ideas as frenchIdeas } from './ideas.fr.ts';

/** What is said of the call's encryption, in every language. */
export const encryptionWords: Dictionary<typeof en> = { en, fr };
export type SayEncryption = Translate<typeof en>;

const ideas: Record<Language, readonly string[]> = { en: englishIdeas, fr: frenchIdeas };

/** The words of these numbers (0 to 255 each) in a language. */
export const ideasOf = (numbers: readonly number[], language: Language): string[] =>
  numbers.map((number) => ideas[language][number] ?? '');
