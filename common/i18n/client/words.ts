import type { Dictionary } from '../translate.ts';
import { en } from './en.ts';
import { fr } from './fr.ts';

/** The words of what only a client notices: no answer, a late one, or one that is not the server's. */
export const clientWords: Dictionary<typeof en> = { en, fr };
