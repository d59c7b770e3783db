/** The time, as views that show a time running read it: `now` (ms since 1970) moves each second. */
export class RunningClock {
  now = $state(Date.now());
  #timer = setInterval(() => (this.now = Date.now()), 1000);

  close(): void {
    clearInterval(this.#timer);
  }
}
