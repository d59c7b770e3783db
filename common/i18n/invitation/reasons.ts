import type { Dictionary } from '../translate.ts';
import { en } from './reasons.en.ts';
import { fr } from './reasons.fr.ts';

/** The words of every reason for which an invitation can fail, in every language. */
export const invitationReasonWords: Dictionary<typeof en> = { en, fr };
