import type { CustomerLink } from './customer-link.svelte.ts';
import type { WelcomeChoice } from './welcome.svelte.ts';

/** The link in the clipboard: when it was put there, and whether it still works. */
export class CopiedLink {
  copying: boolean = $state(false);
  /** When the present PIN's link was copied, in ms since 1970 by this computer's clock; null if not. */
  at: number | null = $state(null);
  /** Why it is not in the clipboard. */
  fault: 'not_made' | 'not_copied' | null = $state(null);
  /** A link was copied, and has stopped since with its PIN. */
  stopped: boolean = $state(false);
  #link: CustomerLink;

  constructor(link: CustomerLink) {
    this.#link = link;
  }

  async copy(welcome: WelcomeChoice): Promise<void> {
    if (this.copying) return;
    this.copying = true;
    this.fault = null;
    try {
      const url = await this.#link.want(welcome);
      if (url === null) {
        this.fault = 'not_made';
        return;
      }
      await navigator.clipboard.writeText(url);
      this.at = Date.now();
      this.stopped = false;
    } catch {
      this.fault = 'not_copied';
    } finally {
      this.copying = false;
    }
  }

  /** The PIN is a new one: what was copied has stopped. */
  renew(): void {
    this.stopped ||= this.at !== null;
    this.at = null;
    this.fault = null;
  }
}
