import type { Failure } from './said.ts';

/**
 * Why there are no words.
 * - `between`: the other side says that its certificate is another one than is seen here.
 * - `failed`: the check failed in another way. With both nothing is sent.
 * - `unanswered`: the other side does not take part in it.
 */
export type EncryptionProblem = 'between' | 'failed' | 'unanswered';

/** How private the call is, as a page shows it; a new object at each change. */
export interface EncryptionView {
  /** The four words, as places in the list of a language (0 to 255); null while there are none. */
  words: readonly number[] | null;
  /** They are others than before, and nobody has said yet that they have seen it. */
  changed: boolean;
  problem: EncryptionProblem | null;
  /** What failed, for whoever looks into it; null where nothing did. */
  failure: Failure | null;
}

/** Before anything is known. */
export const nothingYet: EncryptionView = {
  words: null,
  changed: false,
  problem: null,
  failure: null,
};

/** Whether the connection is not what it was taken for: it carries nothing then. */
export const isUnsafe = ({ problem }: EncryptionView): boolean =>
  problem === 'between' || problem === 'failed';
