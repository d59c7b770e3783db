import type { CallView } from '../../../common/call/call.ts';
import type { CallCause } from '../../../common/call/causes/cause.ts';
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
export function unheardOf(
  camera: CameraState | null,
  causes: readonly CallCause[],
  silent: boolean,
): PanelKey | null {
  if (camera?.microphone === 'on' && causes.includes('microphone_silent'))
    return 'customer_microphone_silent';
  if (camera) return microphones[camera.microphone];
  return silent ? 'customer_silent' : null;
}

/** What has not come back after a break though the call has, and should by what the customer's page says. */
export function missingOf({ missing }: CallView, camera: CameraState | null): PanelKey | null {
  const noPicture = camera !== null && camera.picture !== 'live';
  const noSound = camera !== null && camera.microphone !== 'on';
  if (missing === null || (missing === 'picture' && noPicture) || (missing === 'sound' && noSound))
    return null;
  return `missing_${missing}`;
}
