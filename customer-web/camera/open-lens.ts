import { cameraConstraints, type DeviceSource } from '../../common/call/media-devices.ts';
import { lensesOf, type Lens } from './lenses.ts';

/** The phone's lenses while `track` is open; none where the browser does not tell. */
export async function listLenses(track: MediaStreamTrack, source: DeviceSource): Promise<Lens[]> {
  try {
    const devices = (await source.mediaDevices?.enumerateDevices?.()) ?? [];
    const cameras = devices.filter(({ kind }) => kind === 'videoinput');
    return lensesOf(cameras, track.getSettings().deviceId);
  } catch {
    return [];
  }
}

/** Opens that lens and no other, as sharp as the first one was asked for; null where it cannot be. */
export async function openLens(
  { by }: Lens,
  { mediaDevices }: DeviceSource,
): Promise<MediaStreamTrack | null> {
  const [[name, exact]] = Object.entries(by) as [[string, string]];
  const video = { ...cameraConstraints, facingMode: undefined, [name]: { exact } };
  try {
    return (await mediaDevices!.getUserMedia({ video })).getVideoTracks()[0] ?? null;
  } catch {
    return null;
  }
}
