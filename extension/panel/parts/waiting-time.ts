import type { Language } from '../../../common/contract/views.ts';

const MINUTE_MS = 60_000;

function amount(value: number, unit: 'second' | 'minute' | 'hour', language: Language): string {
  return new Intl.NumberFormat(language, { style: 'unit', unit, unitDisplay: 'short' }).format(
    value,
  );
}

/** How long is still to be waited, such as `12 min` or `1 hr 5 min`: rounded up, never short. */
export function waitingTime(ms: number, language: Language): string {
  if (ms < MINUTE_MS) return amount(Math.ceil(ms / 10_000) * 10, 'second', language);
  const minutes = Math.ceil(ms / MINUTE_MS);
  const hours = Math.floor(minutes / 60);
  const parts = [
    hours > 0 && amount(hours, 'hour', language),
    minutes % 60 > 0 && amount(minutes % 60, 'minute', language),
  ];
  return parts.filter(Boolean).join('\u00a0');
}
