import type { PanelKey } from '../../common/i18n/panel/words.ts';

/** What is wrong at a field: in the panel's words, or as the server refused it. */
export type Fault = PanelKey | { refused: string };

/** A fault in words; empty where there is none. */
export function faultWords(fault: Fault | undefined, say: (key: PanelKey) => string): string {
  if (!fault) return '';
  return typeof fault === 'string' ? say(fault) : fault.refused;
}
