import type { Language } from '../contract/views.ts';

/** Writes how many times larger something is seen, in that language and to one digit, such as `1.5`. */
export function zoomNumberIn(language: Language): (zoom: number) => string {
  const digits = { minimumFractionDigits: 1, maximumFractionDigits: 1 };
  return new Intl.NumberFormat(language, digits).format;
}
