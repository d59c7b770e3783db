/** A wait that is counted down. */
export class Countdown {
  /** Whole seconds that are left; 0 when there is nothing to wait for. */
  seconds = $state(0);
  #now: () => number;
  #until = 0;
  #ticking: ReturnType<typeof setInterval> | undefined;
  #onover: () => void;

  /** `now` in ms; `onover` is called when the time is over, not where it is stopped before. */
  constructor(now: () => number, onover: () => void) {
    this.#now = now;
    this.#onover = onover;
  }

  begin(seconds: number) {
    this.stop();
    this.#until = this.#now() + seconds * 1000;
    // By the clock, not by the ticks: a phone that sleeps ticks slowly.
    this.#ticking = setInterval(() => this.#tick(), 1000);
    this.#tick();
  }

  stop() {
    clearInterval(this.#ticking);
    this.seconds = 0;
  }

  #tick() {
    this.seconds = Math.max(0, Math.ceil((this.#until - this.#now()) / 1000));
    if (this.seconds > 0) return;
    this.stop();
    this.#onover();
  }
}
