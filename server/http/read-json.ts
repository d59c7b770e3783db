import type { IncomingMessage } from 'node:http';
import { HttpError } from './http-error.ts';

/** The longest body of a route that names none, in bytes: the longest form is a few hundred. */
export const LONGEST_BODY = 16 * 1024;
/** How deep objects and lists may be nested in a body; no route nests more than two. */
const DEEPEST = 8;

/**
 * Whether a value is none that any route takes: nested too deep, or with a field such as
 * `__proto__`, which every object seems to have and no schema therefore sees as unknown.
 */
function isForeign(value: unknown, levels = DEEPEST): boolean {
  if (typeof value !== 'object' || value === null) return false;
  if (levels === 0) return true;
  return Object.entries(value).some(
    ([name, inner]) => name in Object.prototype || isForeign(inner, levels - 1),
  );
}

/** A body as it came. Throws `too_large`. */
export async function readBytes(
  request: IncomingMessage,
  longest: number = LONGEST_BODY,
): Promise<Buffer> {
  if (Number(request.headers['content-length'] ?? 0) > longest) throw new HttpError('too_large');
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of request.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>) {
    length += chunk.length;
    // Node reads the rest away once the answer is sent, within the server's requestTimeout.
    if (length > longest) throw new HttpError('too_large');
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

/** A body as text. Throws `too_large`, and `not_json` for what is not UTF-8. */
export async function readText(request: IncomingMessage, longest?: number): Promise<string> {
  const bytes = await readBytes(request, longest);
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw new HttpError('not_json');
  }
}

/**
 * The JSON body of a request, undefined where there is none. Throws `too_large`, `not_json_type`,
 * `not_json`, and `invalid_input` for what is in no route's form.
 */
export async function readJson(request: IncomingMessage, longest?: number): Promise<unknown> {
  const text = await readText(request, longest);
  if (text === '') return undefined;
  const type = (request.headers['content-type'] ?? '').split(';')[0]!.trim().toLowerCase();
  if (type !== 'application/json' || request.headers['content-encoding'] !== undefined)
    throw new HttpError('not_json_type');
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw new HttpError('not_json');
  }
  // A schema of an object takes an empty list for one.
  if (Array.isArray(value) || isForeign(value)) throw new HttpError('invalid_input');
  return value;
}
