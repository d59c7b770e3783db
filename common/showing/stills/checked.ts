import type { StillSaid } from '../said.ts';
import { cleanJpeg } from './clean-jpeg.ts';
import { digestOf } from './digest.ts';
import { isReasonable, type Taken } from './still.ts';

/**
 * The picture that came, where it is the one that was said: the same bytes, a JPEG of that size. No
 * byte is given to a decoder before, nor any that does not belong to the picture. Null for another one.
 */
export async function checked(blob: Blob, said: StillSaid): Promise<Taken | null> {
  if ((await digestOf(blob)) !== said.digest) return null;
  const jpeg = cleanJpeg(new Uint8Array(await blob.arrayBuffer()));
  if (!jpeg || !isReasonable(jpeg)) return null;
  const { parts, width, height } = jpeg;
  if (width !== said.width || height !== said.height) return null;
  return { blob: new Blob(parts, { type: said.mime }), width, height };
}
