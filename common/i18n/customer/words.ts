import type { Dictionary } from '../translate.ts';
import { en } from './en.ts';
import { fr } from './fr.ts';

/** The words of the customer's page in every language. */
export const customerWords: Dictionary<typeof en> = { en, fr };
