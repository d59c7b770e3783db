import {
  LONGEST_SIDE,
  MOST_PIXELS,
  type NotTakenReason,
  type StillId,
  type StillKind,
} from '../said.ts';
import type { Size } from '../place.ts';

/** A picture that was taken on the phone: the same bytes on both sides. It is kept in memory alone. */
export interface Still {
  id: StillId;
  how: StillKind;
  blob: Blob;
  /** In pixels, as the picture is seen: turned as the phone was held. */
  width: number;
  height: number;
  /** By this device's clock, in ms since 1970. */
  takenAt: number;
}

/** How many stills each side keeps, beside one that is on its way: the phone has that one already. */
export const MOST_STILLS = 12;

/**
 * What is kept of the stills, oldest first: the newest ones. What the technician keeps, the customer
 * keeps too, because the phone keeps one more (`MOST_STILLS + 1`).
 */
export const kept = (stills: readonly Still[], most = MOST_STILLS): readonly Still[] =>
  stills.slice(-most);

/** A still as the phone has taken it, with nothing in it about where. */
export type Taken = Pick<Still, 'blob' | 'width' | 'height'>;

/** Whether a picture of that size can be shown: some kilobytes may say that they are a gigapixel. */
export const isReasonable = ({ width, height }: Size) =>
  Math.max(width, height) <= LONGEST_SIDE && width * height <= MOST_PIXELS;

/** A still that was asked for. */
export interface Coming {
  id: StillId;
  how: StillKind;
  /** `asked`: nothing is known yet. `coming`: it was taken, and its bytes come. */
  state: 'asked' | 'coming';
  /** In bytes; both 0 while it is only asked for. */
  received: number;
  bytes: number;
}

/** Why a still that was asked for is not there: what the customer's side says, or that it came broken. */
export type StillProblem = NotTakenReason | 'broken';
