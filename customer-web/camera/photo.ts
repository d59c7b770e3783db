import { cameraConstraints } from '../../common/call/media-devices.ts';
import { wait } from '../../common/network/wait.ts';
import type { Size } from '../../common/showing/place.ts';
import type { Taken } from '../../common/showing/stills/still.ts';
import { jpegOf, stillFrame } from './still-frame.ts';

/** How long a phone may take for a photo, in ms: some Android phones never answer. */
const PHOTO_WITHIN_MS = 5_000;
/** The largest picture that is asked of a camera which does not tell what it can: 4K. */
const LARGEST: Size = { width: 4096, height: 2160 };
/** The most that Safari draws at once, in pixels along a side. */
const MOST_ALONG_A_SIDE = 4096;

/** What else the browser is used for. */
export interface PhotoParts {
  /** The browser's own way to the sensor; undefined where it has none (Firefox, Safari before 18.4). */
  imageCapture: typeof ImageCapture | undefined;
  /** Takes out of a file all that is not to be seen; `redraw` is for one that it cannot read. */
  clean(photo: Blob, redraw: (photo: Blob) => Promise<Blob>): Promise<Taken | 'failed'>;
}

/**
 * A picture in the sensor's full resolution, or the sharpest that the camera gives, with nothing in
 * it about where. Rejects where not even a frame can be had, and once `signal` gives up. The track
 * stays as it was.
 */
export async function takePhoto(
  track: MediaStreamTrack,
  parts: PhotoParts,
  signal: AbortSignal,
): Promise<Taken> {
  const photo = await photographed(track, parts, signal);
  signal.throwIfAborted();
  // Some cameras give as a photo what they show anyway, though they could show more.
  if (photo && area(photo) > area(track.getSettings())) return photo;
  const frame = await sharpestFrame(track, signal).catch((error: unknown) => {
    if (photo) return photo;
    throw error;
  });
  signal.throwIfAborted();
  return photo && area(photo) >= area(frame) ? photo : frame;
}

const area = ({ width = 0, height = 0 }: Partial<Size>) => width * height;

/** Asks the sensor for the most that it can. */
async function fromSensor(capture: ImageCapture): Promise<Blob> {
  const can = await capture.getPhotoCapabilities().catch(() => null);
  const { imageWidth, imageHeight } = can ?? {};
  if (!imageWidth?.max || !imageHeight?.max) return capture.takePhoto();
  return capture.takePhoto({ imageWidth: imageWidth.max, imageHeight: imageHeight.max });
}

/** By the browser's own way; null where there is none, or it does not work. */
async function photographed(
  track: MediaStreamTrack,
  { imageCapture, clean }: PhotoParts,
  signal: AbortSignal,
): Promise<Taken | null> {
  if (!imageCapture) return null;
  const done = new AbortController();
  const giveUp = () => done.abort();
  signal.addEventListener('abort', giveUp);
  try {
    const photo = await Promise.race([
      fromSensor(new imageCapture(track)),
      wait(PHOTO_WITHIN_MS, done.signal),
    ]);
    const cleaned = photo ? await clean(photo, redrawn) : 'failed';
    return cleaned === 'failed' ? null : cleaned;
  } catch {
    return null;
  } finally {
    signal.removeEventListener('abort', giveUp);
    done.abort();
  }
}

/** A frame of the live picture, which is raised for it to the most that the camera gives. */
async function sharpestFrame(track: MediaStreamTrack, signal: AbortSignal): Promise<Taken> {
  const { width = 0, height = 0 } = track.getSettings();
  const { width: most, height: high } = track.getCapabilities?.() ?? {};
  const ideal = (length = LARGEST.width) => ({ ideal: Math.min(MOST_ALONG_A_SIDE, length) });
  try {
    await track.applyConstraints({
      width: ideal(most?.max),
      height: ideal(high?.max ?? LARGEST.height),
    });
    return await stillFrame(track, signal, { width: width + 1, height: height + 1 });
  } catch {
    // It cannot be raised, or no larger frame came of it: the present one is the sharpest.
    return await stillFrame(track, signal);
  } finally {
    const usual = cameraConstraints;
    const { frameRate } = usual;
    await track
      .applyConstraints({ width: usual.width, height: usual.height, frameRate })
      .catch(() => {});
  }
}

async function redrawn(blob: Blob): Promise<Blob> {
  const bitmap = await createImageBitmap(blob);
  try {
    return (await jpegOf(bitmap, bitmap.width, bitmap.height)).blob;
  } finally {
    bitmap.close();
  }
}
