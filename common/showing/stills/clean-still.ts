import { cleanJpeg } from './clean-jpeg.ts';
import type { Taken } from './still.ts';

/** A JPEG with nothing in it but what is to be seen (`cleanJpeg`); null for what is none. */
export async function cleaned(picture: Blob): Promise<Taken | null> {
  const jpeg = cleanJpeg(new Uint8Array(await picture.arrayBuffer()));
  if (!jpeg) return null;
  const { parts, width, height } = jpeg;
  return { blob: new Blob(parts, { type: 'image/jpeg' }), width, height };
}

/**
 * A picture as the camera gave it, with nothing in it but what is to be seen. A JPEG keeps its pixels
 * as they are. Anything else, or a broken one, is drawn anew by `redraw`, which gives a JPEG; where
 * that is none either, it has failed.
 */
export async function cleanStill(
  picture: Blob,
  redraw: (picture: Blob) => Promise<Blob>,
): Promise<Taken | 'failed'> {
  return (await cleaned(picture)) ?? (await cleaned(await redraw(picture))) ?? 'failed';
}
