import { errorStatus, type ErrorCode } from '../../common/contract/errors.ts';

/** An error that a caller is told: a code of the contract, answered with its one status. */
export class HttpError extends Error {
  readonly status: number;

  constructor(
    readonly code: ErrorCode,
    readonly more: { field?: string; retryAfterSeconds?: number } = {},
  ) {
    super(code);
    this.status = errorStatus[code];
  }
}
