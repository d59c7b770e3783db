import type { Language } from '../../../common/contract/views.ts';
import { timeOfDay } from '../session/time-of-day.ts';

/** A moment (ms since 1970) as people say it: `10:02` of today, else `21 Nov, 10:02`, with the year of another one. */
export function dayAndTime(moment: number, now: number, language: Language): string {
  const [then, today] = [new Date(moment), new Date(now)];
  const time = timeOfDay(moment, language);
  if (then.toDateString() === today.toDateString()) return time;
  const day = new Intl.DateTimeFormat(language === 'en' ? 'en-GB' : language, {
    day: 'numeric',
    month: 'short',
    ...(then.getFullYear() !== today.getFullYear() && { year: 'numeric' }),
  }).format(then);
  // In one piece, wherever the line is broken.
  return `${day}, ${time}`.replaceAll(' ', '\u00a0');
}
