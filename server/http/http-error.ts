import type { ScriptRefusal } from '../../common/i18n/errors/scripts.ts';
import { errorStatus, type ErrorCode } from '../../common/contract/errors.ts';

/** An error that a caller is told: a code of the contract, answered with its one status. */
export class HttpError extends Error {
  readonly status: number;

  constructor(
    readonly code: ErrorCode,
    readonly more: {
      field?: string;
      /** What may stand in the field, for a programmer. */
      expected?: string;
      retryAfterSeconds?: number;
      /** Why a script is refused, in words of its own. */
      script?: { why: ScriptRefusal; scope?: string };
    } = {},
  ) {
    super(code);
    this.status = errorStatus[code];
  }
}
