import type { IncomingMessage } from 'node:http';
import { HttpError } from './http-error.ts';
import { readText } from './read-json.ts';

/**
 * The fields of a form as `application/x-www-form-urlencoded`; a field that was sent several times is
 * a list. Throws `too_large`, and `invalid_input` for another type of body.
 */
export async function readForm(
  request: IncomingMessage,
): Promise<Record<string, string | string[]>> {
  const type = (request.headers['content-type'] ?? '').split(';')[0]!.trim().toLowerCase();
  const text = await readText(request);
  if (type !== 'application/x-www-form-urlencoded') throw new HttpError('invalid_input');
  const fields: [string, string | string[]][] = [];
  const form = new URLSearchParams(text);
  for (const name of new Set(form.keys())) {
    const values = form.getAll(name);
    fields.push([name, values.length === 1 ? values[0]! : values]);
  }
  return Object.fromEntries(fields);
}
