import { SILENCE_DB } from './measure-level.ts';

/**
 * Where a voice begins to be quiet or loud, in dBFS. With Chrome's own gain control a voice at arm's
 * length stands at -35 to -18 and a silent room below -50; above -8 its peaks are cut off.
 */
const QUIET_BELOW_DB = -45;
const LOUD_ABOVE_DB = -8;

export type Loudness = 'quiet' | 'good' | 'loud';

/** A level as a word. */
export function loudnessOf(level: number): Loudness {
  if (level < QUIET_BELOW_DB) return 'quiet';
  return level > LOUD_ABOVE_DB ? 'loud' : 'good';
}

/** A level as a share of a meter, in whole percents. */
export function percentOf(level: number): number {
  return Math.round((1 - level / SILENCE_DB) * 100);
}
