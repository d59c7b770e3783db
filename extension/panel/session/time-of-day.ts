import type { Language } from '../../../common/contract/views.ts';

/** A moment (ms since 1970) as a clock on the wall shows it, such as `10:02`. */
export function timeOfDay(moment: number, language: Language): string {
  return new Intl.DateTimeFormat(language, {
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  }).format(moment);
}
