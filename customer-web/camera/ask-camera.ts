import {
  openDevices,
  type DeviceAnswer,
  type DeviceCause,
  type DeviceSource,
} from '../../common/call/media-devices.ts';
import type { Refusal } from '../screen.ts';
import { lensOf, mainLens, type Lens } from './lenses.ts';
import { listLenses, openLens } from './open-lens.ts';

/** What asking gave: the tracks that were allowed, and why something is missing. */
export interface Asked {
  video: MediaStreamTrack | null;
  audio: MediaStreamTrack | null;
  refusal: Refusal | null;
  /** The phone's lenses, and which of them `video` is of; null where that is not to be known. */
  lenses: readonly Lens[];
  lens: number | null;
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
 * is not there or in use is gone without; one that was refused is worth a word. What the browser
 * takes for the rear camera may be the wide lens: then the main one is opened in its place, or the
 * one that was `chosen` before.
 */
export async function askCamera(
  source: DeviceSource,
  sound: boolean,
  chosen: number | null,
): Promise<Asked> {
  const { camera, microphone } = sound
    ? await openDevices(['camera', 'microphone'], source)
    : { ...(await openDevices(['camera'], source)), microphone: null };
  return { ...answered(camera, microphone), ...(await rightLens(camera.track, source, chosen)) };
}

function answered(camera: DeviceAnswer, microphone: DeviceAnswer | null) {
  let refusal: Refusal | null = camera.cause && refusalOf[camera.cause];
  if (!refusal && microphone?.cause === 'refused') refusal = 'microphone';
  return { audio: microphone?.track ?? null, refusal };
}

async function rightLens(
  video: MediaStreamTrack | null,
  source: DeviceSource,
  chosen: number | null,
): Promise<Pick<Asked, 'video' | 'lenses' | 'lens'>> {
  if (!video) return { video, lenses: [], lens: null };
  const lenses = await listLenses(video, source);
  const first = lensOf(video.getSettings(), lenses);
  const wanted = lenses.find(({ id }) => id === chosen) ?? mainLens(lenses);
  const asItIs = { video, lenses, lens: first?.id ?? null };
  if (!first || !wanted || wanted.id === first.id) return asItIs;
  // A phone opens its camera once.
  video.stop();
  const right = await openLens(wanted, source);
  if (right) return { video: right, lenses, lens: wanted.id };
  return { ...asItIs, video: await openLens(first, source) };
}
