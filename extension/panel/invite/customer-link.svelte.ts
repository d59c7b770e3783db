import { problemOf, type Problem } from '../problem.ts';
import type { WelcomeChoice } from './welcome.svelte.ts';

/** The link to copy and to show as a QR code: made when first wanted, and one for each PIN. */
export class CustomerLink {
  /** The link that was last wanted; null while it is being made. */
  url: string | null = $state(null);
  problem: Problem | null = $state.raw(null);
  #make: (welcome: WelcomeChoice) => Promise<string>;
  /** By what was wanted, as JSON. */
  #made: Record<string, Promise<string>> = {};
  #wanted = '';

  constructor(make: (welcome: WelcomeChoice) => Promise<string>) {
    this.#make = make;
  }

  /** Gives the link, or null and the problem; the same one until the PIN is a new one. */
  async want(welcome: WelcomeChoice): Promise<string | null> {
    const wanted = JSON.stringify(welcome);
    const making = this.#made[wanted] ?? this.#make(welcome);
    this.#made[wanted] = making;
    if (wanted !== this.#wanted) this.url = null;
    this.#wanted = wanted;
    this.problem = null;
    const isStillWanted = () => wanted === this.#wanted && this.#made[wanted] === making;
    try {
      const url = await making;
      if (!isStillWanted()) return null;
      return (this.url = url);
    } catch (error) {
      if (!isStillWanted()) return null;
      delete this.#made[wanted];
      this.problem = problemOf(error);
      return null;
    }
  }

  /** The PIN is a new one: the links of the former one have stopped. */
  renew(): void {
    this.#made = {};
    this.#wanted = '';
    this.url = null;
    this.problem = null;
  }
}
