import { firstFrame } from '../../common/call/first-frame.ts';
import type { Size } from '../../common/showing/place.ts';
import type { Taken } from '../../common/showing/stills/still.ts';

/** How sharp a JPEG is, from 0 to 1: small letters stay legible, at a third of the size of 1. */
const QUALITY = 0.9;
/** How long a frame may take, in ms; a camera gives at least five a second. */
const FRAME_WITHIN_MS = 3_000;

/**
 * A frame of a camera's picture by itself, in its full size, turned as the phone is held. Rejects
 * where none comes, and once `signal` gives up.
 */
export async function stillFrame(
  track: MediaStreamTrack,
  signal: AbortSignal,
  atLeast?: Size,
): Promise<Taken> {
  signal.throwIfAborted();
  const video = Object.assign(document.createElement('video'), {
    muted: true,
    playsInline: true,
    ariaHidden: 'true',
  });
  video.srcObject = new MediaStream([track]);
  // Safari plays no video that is not in the page, or hidden there.
  video.style.cssText = 'position:fixed;top:0;left:0;width:1px;height:1px;opacity:0;z-index:-1';
  document.body.append(video);
  const soon = new AbortController();
  const timer = setTimeout(() => soon.abort(new Error('no frame came')), FRAME_WITHIN_MS);
  const giveUp = () => soon.abort(signal.reason);
  signal.addEventListener('abort', giveUp);
  try {
    // What is refused here is known by the frame that does not come.
    video.play().catch(() => {});
    for (;;) {
      const { width, height } = await firstFrame(video, soon.signal);
      if (!atLeast || width * height >= atLeast.width * atLeast.height) break;
    }
    return await jpegOf(video, video.videoWidth, video.videoHeight);
  } finally {
    clearTimeout(timer);
    signal.removeEventListener('abort', giveUp);
    video.srcObject = null;
    video.remove();
  }
}

/** A picture drawn anew, as JPEG: with it goes all that was written beside the picture. */
export async function jpegOf(
  picture: CanvasImageSource,
  width: number,
  height: number,
): Promise<Taken> {
  // Not an OffscreenCanvas: Safari draws on one only since 16.4.
  const canvas = Object.assign(document.createElement('canvas'), { width, height });
  canvas.getContext('2d')!.drawImage(picture, 0, 0, width, height);
  const blob = await new Promise<Blob | null>((done) => canvas.toBlob(done, 'image/jpeg', QUALITY));
  // A phone gives a canvas its memory back only when it is empty.
  canvas.width = canvas.height = 0;
  if (!blob) throw new Error('the picture could not be drawn');
  return { blob, width, height };
}
