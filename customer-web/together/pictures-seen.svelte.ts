import type { Still } from '../../common/showing/stills/still.ts';

/** How long each is seen, in ms: long enough to look, too short to be in the way. */
const SEEN_MS = 4_000;

/** What the customer is told of the pictures that were just taken. */
export interface PicturesTaken {
  last: Still;
  /** How many were taken since nothing was told of any. */
  count: number;
}

/**
 * The pictures that the technician takes: the customer sees each one from the moment it was taken,
 * whatever becomes of it. It may be taken back at once, and the technician's page be loaded anew.
 */
export class PicturesSeen {
  now: PicturesTaken | null = $state.raw(null);
  #known = new WeakSet<Still>();
  #timer: ReturnType<typeof setTimeout> | undefined;

  /** Takes in the one that was taken last; to be called at each change of it. */
  look(last: Still | null) {
    if (!last || this.#known.has(last)) return;
    this.#known.add(last);
    this.now = { last, count: (this.now?.count ?? 0) + 1 };
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => (this.now = null), SEEN_MS);
  }

  close() {
    clearTimeout(this.#timer);
  }
}
