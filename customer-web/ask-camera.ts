import {
  openDevices,
  type DeviceAnswer,
  type DeviceCause,
  type DeviceSource,
} from '../common/call/media-devices.ts';
import type { Refusal } from './screen.ts';

/** What asking gave: the tracks that were allowed, and why something is missing. */
export interface Asked {
  video: MediaStreamTrack | null;
  audio: MediaStreamTrack | null;
  refusal: Refusal | null;
}

const refusalOf: Record<DeviceCause, Refusal> = {
  refused: 'camera',
  dismissed: 'dismissed',
  no_device: 'missing',
  in_use: 'busy',
  insecure: 'failed',
  unsupported: 'failed',
  failed: 'failed',
};

/**
 * Asks for the camera, and with `sound` for the microphone in the same question. A microphone that
 * is not there or in use is gone without; one that was refused is worth a word.
 */
export async function askCamera(source: DeviceSource, sound: boolean): Promise<Asked> {
  if (!sound) return asked((await openDevices(['camera'], source)).camera, null);
  const { camera, microphone } = await openDevices(['camera', 'microphone'], source);
  return asked(camera, microphone);
}

function asked(camera: DeviceAnswer, microphone: DeviceAnswer | null): Asked {
  let refusal: Refusal | null = camera.cause && refusalOf[camera.cause];
  if (!refusal && microphone?.cause === 'refused') refusal = 'microphone';
  return { video: camera.track, audio: microphone?.track ?? null, refusal };
}
