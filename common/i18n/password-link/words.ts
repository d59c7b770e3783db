import type { Dictionary } from '../translate.ts';
import { en } from './en.ts';
import { fr } from './fr.ts';

/** The words of the e-mail with the link to set a password, in every language. */
export const passwordLinkWords: Dictionary<typeof en> = { en, fr };
