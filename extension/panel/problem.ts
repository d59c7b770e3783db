import { ApiError } from '../../common/client/api-error.ts';

/** What went wrong, for a person: the sentence, and the technical part that stands behind Details. */
export interface Problem {
  message: string;
  technical?: string;
  /** After too many attempts: when another one is possible, in ms since 1970 by this computer's clock. */
  waitUntil?: number;
}

/** An error of a call to the server as a problem. */
export function problemOf(error: unknown): Problem {
  if (!(error instanceof ApiError)) return { message: String(error) };
  const technical = [
    error.code,
    error.requestId && `request ${error.requestId}`,
    error.cause !== undefined && String(error.cause),
  ];
  const { code, retryAfterSeconds = 0 } = error;
  return {
    message: error.message,
    technical: technical.filter(Boolean).join('\n'),
    ...(code === 'too_many_attempts' &&
      retryAfterSeconds > 0 && { waitUntil: Date.now() + retryAfterSeconds * 1000 }),
  };
}
