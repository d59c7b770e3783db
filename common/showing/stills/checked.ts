import type { StillSaid } from '../said.ts';
import { cleaned } from './clean-still.ts';
import { digestOf } from './digest.ts';
import { isReasonable, type Taken } from './still.ts';

/**
 * The picture that came, where it is the one that was said: the same bytes, a JPEG of that size. No
 * byte is given to a decoder before, nor any that does not belong to the picture. Null for another one.
 */
export async function checked(blob: Blob, said: StillSaid): Promise<Taken | null> {
  if ((await digestOf(blob)) !== said.digest) return null;
  // What the phone has cleaned comes out as it was.
  const taken = await cleaned(blob);
  if (!taken || !isReasonable(taken)) return null;
  return taken.width === said.width && taken.height === said.height ? taken : null;
}
