import type { ScreenAt } from './screen.ts';

/** Why nothing goes on for now: the server is out of reach, or page and server do not fit. */
export type Stuck = ScreenAt<'unreachable'> | ScreenAt<'too_old'> | ScreenAt<'too_new'>;

/** What an error's code and words say of going on at all; null when it is about something smaller. */
export function stuckBy(code: string | null | undefined, message: string): Stuck | null {
  if (code === 'client_too_old') return { step: 'too_old' };
  if (code === 'client_too_new') return { step: 'too_new', message };
  return null;
}
