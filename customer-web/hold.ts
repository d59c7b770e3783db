import { duration } from '../common/ui/duration.ts';
import type { Hold, Say } from './screen.ts';

/** Why no more tries are taken, and for how long, to the minute: it is read aloud when it changes. */
export function holdWords({ why, seconds }: Hold, say: Say): string {
  const time =
    seconds <= 60 ? say('under_a_minute') : say('minutes', { n: Math.ceil(seconds / 60) });
  return say(`hold_${why}`, { time });
}

/** What stands on Connect: with the time that is left, while it sleeps. */
export function connectWords(hold: Hold | null, say: Say): string {
  return hold ? say('connect_in', { time: duration(hold.seconds * 1000) }) : say('connect');
}
