import { HttpError } from './http-error.ts';
import type { Context } from './state.ts';

/** A header that holds a whole number of up to nine digits, or undefined where it was not sent. */
export function wholeNumberHeader(context: Context, name: string): number | undefined {
  const text = context.get(name);
  if (text === '') return undefined;
  if (!/^\d{1,9}$/.test(text)) throw new HttpError('invalid_input', { field: name });
  return Number(text);
}
