import type { ErrorCode } from '../contract/errors.ts';
import type { Language } from '../contract/views.ts';
import { clientWords } from '../i18n/client/words.ts';

/**
 * What only a client notices: nobody answered, nobody answered in time, or what answered is not
 * this server (a captive portal's page, a proxy's, a broken answer).
 */
export type ClientErrorCode = 'unreachable' | 'timed_out' | 'nonsense';

interface More {
  language: Language;
  /** The server's own sentence, already in the person's language. */
  message?: string;
  field?: string;
  expected?: string;
  retryAfterSeconds?: number;
  requestId?: string;
  cause?: unknown;
}

/**
 * Why a call failed. `message` is a sentence for the person; `field` names the input that was
 * wrong, `expected` what may stand there; `retryAfterSeconds` says when to try again; `requestId` finds it in the server's log.
 */
export class ApiError extends Error {
  readonly field?: string;
  readonly expected?: string;
  readonly retryAfterSeconds?: number;
  readonly requestId?: string;

  constructor(
    readonly code: ErrorCode | ClientErrorCode,
    more: More,
  ) {
    const words: Partial<Record<string, string>> = clientWords[more.language];
    super(more.message ?? words[code] ?? code, { cause: more.cause });
    this.name = 'ApiError';
    this.field = more.field;
    this.expected = more.expected;
    this.retryAfterSeconds = more.retryAfterSeconds;
    this.requestId = more.requestId;
  }
}

const outages: readonly string[] = [
  'unreachable',
  'timed_out',
  'nonsense',
  'internal',
  'store_unavailable',
  'server_stopping',
];

/** Whether nothing was decided: the server was not reached, and the same call may work later. */
export function isOutage(error: unknown): boolean {
  return error instanceof ApiError && outages.includes(error.code);
}
