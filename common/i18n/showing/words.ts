import type { Dictionary, Translate } from '../translate.ts';
import { en } from './en.ts';
import { fr } from './fr.ts';

/** The words of drawing on a picture and of looking at it, in every language. */
export const showingWords: Dictionary<typeof en> = { en, fr };
export type SayShowing = Translate<typeof en>;
