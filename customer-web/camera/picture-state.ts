import type { CustomerSession } from '../../common/contract/views.ts';
import type { CameraState, PictureState } from '../../common/showing/said.ts';
import type { OwnCamera } from './own-camera.svelte.ts';

/** What becomes of the picture, for both sides: the customer's own pause before all else. */
export function pictureState(camera: OwnCamera, paused: boolean): PictureState {
  if (!camera.picture) return 'off';
  if (paused) return 'paused';
  if (camera.switching) return 'switching';
  return camera.interrupted ? 'taken' : 'live';
}

/** What becomes of the customer's voice. */
export function microphoneState(
  { voice }: Pick<CustomerSession, 'voice'>,
  camera: OwnCamera,
  muted: boolean,
): CameraState['microphone'] {
  if (voice === 'phone') return 'phone';
  if (!camera.audio) return 'none';
  return muted ? 'muted' : 'on';
}
