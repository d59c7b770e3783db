import {
  openDevices,
  type DeviceCause,
  type DeviceSource,
} from '../../../common/call/media-devices.ts';
import type { PhoneReason } from '../../../common/contract/doctor.ts';
import { fails, works, type Outcome } from '../outcome.ts';

const reasonOf: Record<DeviceCause, PhoneReason> = {
  refused: 'refused',
  dismissed: 'dismissed',
  no_device: 'missing',
  in_use: 'busy',
  insecure: 'unsupported',
  unsupported: 'unsupported',
  failed: 'failed',
};

/**
 * Asks for the camera, has its picture shown by `show`, which resolves once it moves (true) or does not
 * (false), and stops it.
 */
export async function checkCamera(
  source: DeviceSource,
  show: (picture: MediaStream) => Promise<boolean>,
): Promise<Outcome> {
  const { camera } = await openDevices(['camera'], source);
  if (camera.track === null) return fails(reasonOf[camera.cause]);
  try {
    return (await show(new MediaStream([camera.track]))) ? works : fails('failed');
  } finally {
    camera.track.stop();
  }
}
