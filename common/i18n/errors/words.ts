import type { Dictionary } from '../translate.ts';
import { en } from './en.ts';
import { fr } from './fr.ts';

/** The words of every error code in every language. */
export const errorWords: Dictionary<typeof en> = { en, fr };
