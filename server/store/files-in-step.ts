import type { Collections } from './collections.ts';
import { FilesUnwritableError } from './store.ts';

/** What changes a document, and so its file. */
const writes: ReadonlySet<string> = new Set(['insert', 'update', 'replace', 'take', 'remove']);

/** How often the files are tried again while they cannot be written, in ms: each time all of them. */
const TRY_EVERY_MS = 1000;

/** Whether it is the system that said no: no room, no right, a disk that fails. */
export const isOfSystem = (error: unknown): error is NodeJS.ErrnoException =>
  typeof (error as NodeJS.ErrnoException).errno === 'number';

/** Collections in memory, and the files that must hold all that they do. */
export interface InStep {
  collections: Collections;
  /** Writes the files anew from memory. Throws FilesUnwritableError. */
  rewrite(): Promise<void>;
  /** Does so where a write has failed; else nothing. Throws FilesUnwritableError. */
  catchUp(): Promise<void>;
}

/**
 * Keeps files in step with what NeDB has in memory. It changes that first, and a write that fails, as on a
 * disk that is full, may leave half a line, to which the next one would be joined and both be lost. So
 * nothing more is written until all files were written anew; until then writes throw
 * FilesUnwritableError, and reads go on. So they do while `mustHold` throws: another process may have the
 * files then.
 */
export function filesInStep(
  collections: Collections,
  folder: string | null,
  { mustHold, writeAll }: { mustHold(): void; writeAll(): Promise<unknown> },
): InStep {
  let behind = false;
  let failedAt = -Infinity;
  let rewriting: Promise<void> | undefined;
  let reason: unknown;

  function failed(error: unknown): never {
    behind = true;
    failedAt = performance.now();
    reason = error;
    throw new FilesUnwritableError(folder, error);
  }

  async function writeOnce(): Promise<void> {
    // Before it begins: what fails meanwhile is not in it.
    behind = false;
    try {
      mustHold();
      await writeAll();
    } catch (error) {
      failed(error);
    }
  }

  function rewrite(): Promise<void> {
    // Each time anew: of what was erased, one that is under way may have written a part already.
    const mine = writeOnce();
    const end = () => {
      if (rewriting === mine) rewriting = undefined;
    };
    mine.then(end, end);
    rewriting = mine;
    return mine;
  }

  function mayWrite(): void {
    try {
      mustHold();
    } catch (error) {
      failed(error);
    }
  }

  async function catchUp(): Promise<void> {
    if (rewriting) return await rewriting;
    if (!behind) return mayWrite();
    if (performance.now() - failedAt < TRY_EVERY_MS) throw new FilesUnwritableError(folder, reason);
    await rewrite();
  }

  const inStep = <F extends (...given: never[]) => Promise<unknown>>(operation: F) =>
    (async (...given: Parameters<F>) => {
      await catchUp();
      const done = await operation(...given).catch((error: unknown) => {
        if (isOfSystem(error)) failed(error);
        throw error;
      });
      // One before it in the same file has failed: it may be joined to that one's half line.
      if (behind) await catchUp();
      return done;
    }) as F;

  return {
    collections: Object.fromEntries(
      Object.entries(collections).map(([name, collection]) => [
        name,
        Object.fromEntries(
          Object.entries(collection).map(([verb, operation]) => [
            verb,
            writes.has(verb) ? inStep(operation) : operation,
          ]),
        ),
      ]),
    ) as unknown as Collections,
    rewrite,
    catchUp,
  };
}
