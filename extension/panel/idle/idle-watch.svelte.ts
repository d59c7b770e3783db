/** How long before the end it is warned, in ms. */
const WARNED_FOR_MS = 60_000;

const MINUTE_MS = 60_000;

export interface IdleWatchOptions {
  /** After how many minutes without input it is over; 0 is never. Read anew at each look. */
  minutes(): number;
  onover(): void;
}

/**
 * Watches how long nothing was done while a session is live. It goes by the clock and not by a timer
 * of the whole length, which stands still while a computer sleeps.
 */
export class IdleWatch {
  /** How long until it is over, in ms, while that is warned of; else null. */
  left: number | null = $state(null);
  #options: IdleWatchOptions;
  #minutes: number;
  #since = Date.now();
  #timer: ReturnType<typeof setInterval>;
  #over = false;

  constructor(options: IdleWatchOptions) {
    this.#options = options;
    this.#minutes = options.minutes();
    this.#timer = setInterval(() => this.look(), 1000);
  }

  /** Somebody is here. Whoever wakes a computer after the time is over comes too late. */
  input(): void {
    this.look();
    if (this.#over) return;
    this.#since = Date.now();
    this.left = null;
  }

  /** Looks how the time stands now: each second, and when the setting has changed. */
  look(): void {
    if (this.#over) return;
    const minutes = this.#options.minutes();
    const limit = minutes * MINUTE_MS;
    // Half of a limit of one minute: or it would be warned of from the first second (docs/settings.md).
    const warning = Math.min(WARNED_FOR_MS, limit / 2);
    const now = Date.now();
    if (minutes !== this.#minutes) {
      // A shorter time ends no session unwarned.
      this.#since = Math.max(this.#since, now - limit + warning);
      this.#minutes = minutes;
    }
    // Where the clock was set back, the time runs anew from here.
    this.#since = Math.min(this.#since, now);
    const left = this.#since + limit - now;
    this.left = minutes > 0 && left <= warning ? Math.max(0, left) : null;
    if (minutes === 0 || left > 0) return;
    this.#over = true;
    this.close();
    this.#options.onover();
  }

  close(): void {
    clearInterval(this.#timer);
    this.left = null;
  }
}
