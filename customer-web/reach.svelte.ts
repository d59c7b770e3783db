import type { Reception } from './reception.ts';
import { stuckBy, type Stuck } from './stuck.ts';

interface ReachParts {
  /** Fetched while the customer reads; rejects where the network does not give it. */
  reception(): Promise<Reception>;
  /** Resolves when the server answers again. */
  reachable(): Promise<void>;
  reload(): void;
}

/** Whether anything goes on at all: the server can be reached, and fits this page. */
export class Reach {
  /** Why nothing goes on for now. */
  stuck: Stuck | null = $state.raw(null);
  #parts: ReachParts;

  constructor(parts: ReachParts) {
    this.#parts = parts;
  }

  /** The reception; null where the page's own parts do not come. */
  async reception(): Promise<Reception | null> {
    try {
      return await this.#parts.reception();
    } catch {
      void this.untilBack();
      return null;
    }
  }

  /** Takes in a failure; returns the words for the present screen, empty where another one says it. */
  failed(error: unknown): string {
    const { code, message } = error as { code?: string; message: string };
    this.stuck = stuckBy(code, message);
    return this.stuck ? '' : message;
  }

  /** The page's own parts did not come: only loading it anew brings them, once the server answers. */
  async untilBack() {
    this.stuck = { step: 'unreachable', busy: true };
    await this.#parts.reachable();
    this.#parts.reload();
  }
}
