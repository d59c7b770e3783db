import type { Dictionary } from '../translate.ts';
import { en } from './en.ts';
import { fr } from './fr.ts';

/** The words of invitations by SMS and e-mail in every language. */
export const invitationWords: Dictionary<typeof en> = { en, fr };
