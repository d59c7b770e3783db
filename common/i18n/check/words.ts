import type { Dictionary, Translate } from '../translate.ts';
import { en } from './en.ts';
import { fr } from './fr.ts';

/** The words of a phone's check in every language. */
export const checkWords: Dictionary<typeof en> = { en, fr };
export type SayCheck = Translate<typeof en>;
