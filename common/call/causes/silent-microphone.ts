/** What a microphone has given since it was opened; null for what the browser does not tell. */
export interface GivenSound {
  /** Which track it is. */
  track: string;
  /** The system keeps the device from the browser for now (`MediaStreamTrack.muted`). */
  withheld: boolean;
  /** The energy of all samples so far: 0 for exact zeros alone (W3C webrtc-stats, totalAudioEnergy). */
  energy: number | null;
  /** How much of it there was, in s: it stands still where nothing is captured. */
  seconds: number | null;
}

/** For how long a microphone must give exact zeros until it is silent, in ms. */
export const SILENT_AFTER_MS = 6_000;
/**
 * The same for one that was heard to fall silent and come back by itself: headsets cut the noise
 * between words to zero, and their wearer may listen for a while.
 */
export const GATED_AFTER_MS = 60_000;
/** A pause of exact zeros as long as this, in ms, is no rounding. */
const PAUSE_MS = 1_500;

/**
 * Whether the microphone that is sent gives nothing: not the quiet of a room, which no microphone
 * gives as zero, but exact zeros, as after iOS had the page in the background, behind a switch on the
 * device, or from a headset that has lost its link. To be asked again and again; `now` in ms.
 */
export function createSilenceWatch(): (given: GivenSound | null, now: number) => boolean {
  let before: GivenSound | null = null;
  let silentSince: number | null = null;
  let gates = false;

  return (given, now) => {
    if (given === null) {
      // Muted by a person, or none: what follows is judged from its own beginning.
      before = null;
      silentSince = null;
      return false;
    }
    if (given.track !== before?.track) {
      gates = false;
      silentSince = null;
    }
    const was = before?.track === given.track ? before : null;
    before = given;
    const isZero =
      given.withheld ||
      (was !== null &&
        given.energy !== null &&
        given.seconds !== null &&
        was.energy !== null &&
        given.energy === was.energy &&
        given.seconds > (was.seconds ?? 0));
    if (!isZero) {
      if (silentSince !== null && now - silentSince >= PAUSE_MS) gates ||= !was?.withheld;
      silentSince = null;
      return false;
    }
    silentSince ??= now;
    return now - silentSince >= (gates && !given.withheld ? GATED_AFTER_MS : SILENT_AFTER_MS);
  };
}
