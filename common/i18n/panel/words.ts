import type { Dictionary } from '../translate.ts';
import { en } from './en.ts';
import { fr } from './fr.ts';

/** The panel's words in every language. */
export const panelWords: Dictionary<typeof en> = { en, fr };
export type PanelKey = keyof typeof en;
