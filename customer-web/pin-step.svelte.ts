import { Countdown } from './countdown.svelte.ts';
import type { Entrance } from './reception.ts';
import type { Hold, ScreenAt } from './screen.ts';

/** For how long after a PIN was refused the same one again is a finger that came too late, in ms. */
const TOUCHED_TWICE_MS = 1_000;

type Pin = Omit<ScreenAt<'pin'>, 'hold'>;
const empty: Pin = { step: 'pin', busy: false, error: '', notice: null, extra: null };

/** Why the server takes no PIN from here for a while, by its code. */
const holds: Partial<Record<string, Hold['why']>> = {
  too_many_attempts: 'attempts',
  pin_entry_paused: 'paused',
};

/** The step at which one comes in, by a PIN or by the link's one button: one try at a time. */
export class PinStep {
  readonly screen: ScreenAt<'pin'> = $derived.by(() => {
    const { seconds } = this.#left;
    return { ...this.#pin, hold: seconds > 0 ? { why: this.#why, seconds } : null };
  });
  #pin: Pin = $state.raw(empty);
  #why: Hold['why'] = $state('attempts');
  #left: Countdown;
  #now: () => number;
  #last = { tried: '', refusedAt: -Infinity };

  /** `now` in ms; `onfree` is called when the time is over for which the server asked to wait. */
  constructor(now: () => number, onfree: () => void) {
    this.#now = now;
    this.#left = new Countdown(now, onfree);
  }

  /** Begins a try; false where one is under way, the server asked to wait, or it was a second touch. */
  begin(entrance: Entrance): boolean {
    const tried = JSON.stringify(entrance);
    const sinceRefusal = this.#now() - this.#last.refusedAt;
    if (this.#pin.busy || this.#left.seconds > 0) return false;
    if (tried === this.#last.tried && sinceRefusal < TOUCHED_TWICE_MS) return false;
    this.#last = { tried, refusedAt: -Infinity };
    this.#pin = { ...empty, busy: true, extra: this.#pin.extra && 'asked' };
    return true;
  }

  /** Takes in why a try failed; `words` are what is left to say of it, empty where another screen does. */
  failed(error: unknown, words: string) {
    const { code, retryAfterSeconds } = error as { code?: string; retryAfterSeconds?: number };
    const why = code && holds[code];
    const { extra } = this.#pin;
    if (code?.startsWith('pin_')) this.#last.refusedAt = this.#now();
    this.#pin = { ...empty, extra };
    if (code === 'pin_extra_needed') this.#pin = { ...empty, extra: 'asked' };
    else if (code === 'pin_wrong' && extra) this.#pin = { ...empty, extra: 'wrong' };
    else if (why && retryAfterSeconds) {
      this.#why = why;
      this.#left.begin(retryAfterSeconds);
    } else this.#pin = { ...empty, extra, error: words };
  }

  /** To be typed anew, and why. */
  reset(notice: Pin['notice'] = null) {
    this.#pin = { ...empty, notice };
  }

  stop() {
    this.#left.stop();
  }
}
