import { isUnsafe, nothingYet } from '../../common/call/encryption/view.ts';
import type { Say, ScreenAt } from '../screen.ts';

/** A screen that shows the phone's own camera: before the start, or live. */
export type StageScreen = ScreenAt<'preview'> | ScreenAt<'live'>;

/**
 * How private the call is. While a screen is being replaced it is asked once more, of the next one, which may
 * have none; a throw there would freeze the page.
 */
export const encryptionOf = (screen: StageScreen) => screen.encryption ?? nothingYet;

/** Whether nothing is sent because somebody may sit between the two. */
export const nothingIsSent = (screen: StageScreen) => isUnsafe(encryptionOf(screen));

const isPaused = (screen: StageScreen) => screen.step === 'live' && screen.camera === 'paused';

/**
 * Whether the technician may see the phone's own camera now. While a connection is being mended it counts as seen:
 * what is sent may arrive.
 */
export const isShared = (screen: StageScreen) =>
  screen.step === 'live' &&
  screen.picture !== null &&
  !isPaused(screen) &&
  screen.camera !== 'taken' &&
  !nothingIsSent(screen);

/** What is never ambiguous: who sees the phone's own camera. */
export interface Sharing {
  words: string;
  how: 'shared' | 'paused' | 'not';
}

export function sharingOf(screen: StageScreen, say: Say): Sharing {
  if (!screen.picture) return { words: say('camera_off'), how: 'not' };
  if (isPaused(screen)) return { words: say('paused'), how: 'paused' };
  if (isShared(screen))
    return { words: say('shared_with', { name: screen.technician }), how: 'shared' };
  return { words: say(screen.step === 'live' ? 'not_shared_now' : 'not_shared'), how: 'not' };
}
