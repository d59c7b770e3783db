import type { CustomerSays, StillId, StillKind, Speech } from '../said.ts';
import type { Coming, Still, StillProblem } from './still.ts';

/** The technician's part: asks for stills, one at a time, and puts their bytes together. */
export interface Asking {
  /** Asks for one; what is still coming is cancelled. Returns its number. */
  take(how: StillKind): StillId;
  /** The one that comes is not wanted any more; its number, or null where there is none. */
  cancel(): void;
  coming(): Coming | null;
  heard(said: Extract<CustomerSays, { type: 'still' | 'not_taken' }>): void;
  /** A piece that came over the channel for bytes; whatever it is. */
  piece(bytes: ArrayBuffer): void;
  /** The channel for bytes is another one, or gone: asks for what is missing over the new one. */
  wayChanged(): void;
  /** The other side is another document: what was coming never comes. */
  clear(): void;
  close(): void;
}

export interface AskingOptions {
  speech: Speech;
  /** It is whole, and its digest is right. */
  onStill(still: Still): void;
  onProblem(id: StillId, how: StillKind, problem: StillProblem): void;
  /** `coming()` changed; at most some times a second. */
  onProgress(): void;
  now?: () => number;
}
