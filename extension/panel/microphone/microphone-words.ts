import type { PanelKey } from '../../../common/i18n/panel/words.ts';
import type { MicrophoneState } from './microphone.svelte.ts';

/** What is said of the microphone in each of its states. */
export const microphoneWords: Record<MicrophoneState, PanelKey> = {
  unknown: 'microphone_unknown',
  prompt: 'microphone_none',
  denied: 'microphone_denied',
  ready: 'microphone_ready',
  on: 'microphone_on',
  missing: 'microphone_missing',
  busy: 'microphone_busy',
  system: 'microphone_system',
  ended: 'microphone_ended',
  silent: 'microphone_silent',
};
