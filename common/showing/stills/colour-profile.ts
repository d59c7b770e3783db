/** Before a profile, or the part of one: marker, length, "ICC_PROFILE" and a zero, which part of how many. */
const BEFORE = 18;
const PART = 16;

/**
 * Where in a profile's header it stands by what, when, and for which device the profile was made (ICC.1:2022,
 * 7.2): preferred module, date and time, platform, maker and model, creator, and the sum of them all. Zeros
 * say that it is not known.
 */
const ABOUT_ITS_ORIGIN = [
  [4, 8],
  [24, 36],
  [40, 44],
  [48, 56],
  [80, 84],
  [84, 100],
] as const;

/**
 * A copy of a segment with a colour profile (ICC.1:2022, B.4) that says in its header nothing of where the
 * profile is from. What it is called, and whose copyright it is, stays: those are parts of what it must have.
 */
export function cleanColourProfile(segment: Uint8Array<ArrayBuffer>): Uint8Array<ArrayBuffer> {
  // A profile that is too long for one segment goes on in others; the header is in the first.
  if (segment[PART] !== 1) return segment;
  const clean = segment.slice();
  for (const [from, to] of ABOUT_ITS_ORIGIN) clean.fill(0, BEFORE + from, BEFORE + to);
  return clean;
}
