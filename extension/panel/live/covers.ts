import type { PanelKey } from '../../../common/i18n/panel/words.ts';
import type { CameraState, PictureState } from '../../../common/showing/said.ts';

const covers: Record<PictureState, PanelKey | null> = {
  live: null,
  paused: 'camera_paused',
  taken: 'camera_taken',
  switching: 'camera_switching',
  off: 'camera_off',
};

/** What stands in the live picture's place while the customer's camera sends none; null while it does. */
export function coverOf(camera: CameraState | null): PanelKey | null {
  return camera && covers[camera.picture];
}

const microphones: Record<CameraState['microphone'], PanelKey | null> = {
  on: null,
  muted: 'customer_muted',
  none: 'customer_no_microphone',
  // The line of the voice says it, with what can be done.
  phone: null,
};

/**
 * Why the customer is not heard: what their page says of it; where it has said nothing, what can be
 * guessed from `silent`: no sound comes.
 */
export function unheardOf(camera: CameraState | null, silent: boolean): PanelKey | null {
  if (camera) return microphones[camera.microphone];
  return silent ? 'customer_silent' : null;
}
