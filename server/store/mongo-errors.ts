import {
  MongoClientClosedError,
  MongoNetworkError,
  MongoNotConnectedError,
  MongoOperationTimeoutError,
  MongoServerError,
  MongoServerSelectionError,
  MongoTopologyClosedError,
} from 'mongodb';
import { StoreUnavailableError } from './store.ts';

const unreachable = [
  MongoClientClosedError,
  MongoNetworkError,
  MongoNotConnectedError,
  MongoOperationTimeoutError,
  MongoServerSelectionError,
  MongoTopologyClosedError,
];

/**
 * Codes by which a server says that it is going away or has lost its own: shutdown in progress, not
 * primary and the like (MongoDB's specification of retryable reads).
 */
const goingAway = new Set([6, 7, 89, 91, 189, 262, 9001, 10107, 11600, 11602, 13435, 13436]);

/** Runs an operation; a database that cannot be reached is told as StoreUnavailableError. */
export async function reaching<T>(operation: () => Promise<T>): Promise<T> {
  try {
    return await operation();
  } catch (error) {
    const away =
      unreachable.some((kind) => error instanceof kind) ||
      (error instanceof MongoServerError && goingAway.has(Number(error.code)));
    throw away
      ? new StoreUnavailableError('the database cannot be reached', { cause: error })
      : error;
  }
}

/** MongoDB's code for a unique index that refused a write. */
const DUPLICATE_KEY = 11000;
/** FerretDB says by this, with the code of any internal error, that an update met a unique index. */
export const isDuplicate = (error: unknown): error is MongoServerError =>
  error instanceof MongoServerError &&
  (error.code === DUPLICATE_KEY || error.message.includes('violates exclusion constraint'));

/** MongoDB's code for a write that met another one at the same moment (WriteConflict). */
const WRITE_CONFLICT = 112;

/** Whether a write was undone because it and another one waited for each other. */
export const metAnother = (error: unknown) =>
  error instanceof MongoServerError &&
  (error.code === WRITE_CONFLICT || error.message.includes('deadlock detected'));
