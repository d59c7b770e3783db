import * as v from 'valibot';

/** How many frames of one side may be under way: the window in which a repeat is known to be one. */
export const WINDOW = 1024;
/** The longest frame that is taken, in characters. One packet is about 1,200 bytes. */
export const LONGEST_FRAME = 16_384;

const Count = v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(2 ** 31));

/** A message with its number; a tuple alone takes a list without the second for one. */
const Numbered = v.pipe(v.array(v.unknown()), v.length(2), v.tuple([Count, v.unknown()]));

/**
 * What goes over the channel as JSON, one datagram each:
 * - `m`: messages with their numbers, counted from 1 for each life of a messenger.
 * - `g`: a glimpse: sent once, worth nothing once there is a newer one; `n` counts them.
 * - `a`: every message up to this number has come; `b`: those beyond it that have come as well.
 * - `l`: which life of the sender this is: a document that begins anew counts from 1 again.
 * - `f`: the first number that the sender still knows: what came before is settled. A side that has
 *   begun anew is told by it where the other one, which has not, is.
 */
export const Frame = v.object({
  l: v.pipe(v.string(), v.regex(/^[0-9a-f]{8}$/)),
  f: Count,
  m: v.optional(v.pipe(v.array(Numbered), v.maxLength(WINDOW))),
  g: v.optional(v.object({ n: Count, v: v.unknown() })),
  a: v.optional(v.object({ l: v.string(), a: Count, b: v.pipe(v.array(Count), v.maxLength(64)) })),
});
export type Frame = v.InferOutput<typeof Frame>;

/** A frame as it came from the other peer, or null for what is none. */
export function readFrame(data: unknown): Frame | null {
  if (typeof data !== 'string' || data.length > LONGEST_FRAME) return null;
  try {
    const frame = v.safeParse(Frame, JSON.parse(data));
    return frame.success ? frame.output : null;
  } catch {
    return null;
  }
}
