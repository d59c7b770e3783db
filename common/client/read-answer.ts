import * as v from 'valibot';
import { ErrorBody } from '../contract/errors.ts';
import type { Language } from '../contract/views.ts';
import { ApiError } from './api-error.ts';

/** An error as a server newer than this client may word it: a code that is not known here. */
const UnknownError = v.object({ error: v.object({ code: v.string(), message: v.string() }) });

/** Statuses with which a proxy says that it did not reach the server behind it (RFC 9110, 15.6). */
const proxyStatuses = [502, 503, 504];

function parse(text: string): unknown {
  try {
    return text === '' ? undefined : JSON.parse(text);
  } catch {
    return null;
  }
}

/** An answer's value, checked by `schema`. Throws ApiError for a refusal and for what is no answer of ours. */
export function readAnswer<S extends v.GenericSchema>(
  schema: S,
  response: Response,
  text: string,
  language: Language,
): v.InferOutput<S> {
  const json = parse(text);
  if (response.ok) {
    const answer = v.safeParse(schema, json);
    if (answer.success) return answer.output;
    throw new ApiError('nonsense', { language, cause: answer.issues });
  }
  const refusal = v.safeParse(ErrorBody, json);
  if (refusal.success)
    throw new ApiError(refusal.output.error.code, { language, ...refusal.output.error });
  const unknown = v.safeParse(UnknownError, json);
  if (unknown.success)
    throw new ApiError('nonsense', { language, message: unknown.output.error.message });
  throw new ApiError(proxyStatuses.includes(response.status) ? 'unreachable' : 'nonsense', {
    language,
    cause: `HTTP ${response.status}`,
  });
}
