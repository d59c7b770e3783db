import type { CameraState } from './said.ts';

/** How many presses of + lead from one end to the other, where the phone's own steps are smaller. */
const PRESSES = 12;

/** Where one press of + (`1`) or − (`-1`) takes the camera's zoom, within what the phone can. */
export function nextZoom(zoom: NonNullable<CameraState['zoom']>, way: 1 | -1): number {
  const { min, max, step, now } = zoom;
  const stride = Math.max(step, (max - min) / PRESSES);
  return Math.min(max, Math.max(min, now + way * stride));
}
