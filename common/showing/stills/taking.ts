import type { NotTakenReason, Speech, StillId, StillKind, TechnicianSays } from '../said.ts';
import type { Still, Taken } from './still.ts';

/** The customer's part: takes a still when it is asked for, and sends its bytes. */
export interface Taking {
  heard(said: Extract<TechnicianSays, { type: 'take' | 'want' | 'cancel' }>): void;
  /** The channel for bytes is another one, or gone. */
  wayChanged(): void;
  /** The other side is another document: nothing more is sent. */
  clear(): void;
  close(): void;
}

export interface TakingOptions {
  speech: Speech;
  /** Takes a picture, or says why not. */
  take(how: StillKind): Promise<Taken | NotTakenReason>;
  /** One was taken: it is shown to the customer, and is there for `show`. */
  onStill(still: Still): void;
  /** One that was taken is not wanted any more: both sides keep the same. */
  onCancelled(id: StillId): void;
  now?: () => number;
}
