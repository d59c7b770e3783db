import { isOutage } from '../../../common/client/api-error.ts';
import { backOff, wait } from '../../../common/network/wait.ts';
import { IdleWatch, type IdleWatchOptions } from './idle-watch.svelte.ts';

export interface IdleGuardOptions {
  minutes: IdleWatchOptions['minutes'];
  /** Nothing was done for too long: from now on nothing is to be seen or sent. */
  onending(): void;
  /** Ends the session on the server. Throws ApiError. */
  end(): Promise<unknown>;
  /** The server does not end it, and not because it is away. */
  onrefused(error: unknown): void;
}

/** Ends a live session that nobody attends to, also where the server is away for the moment. */
export class IdleGuard {
  /** The time is over, and the server is being told. */
  ending: boolean = $state(false);
  #watch: IdleWatch | null = $state.raw(null);
  #stopped = new AbortController();
  #options: IdleGuardOptions;

  constructor(options: IdleGuardOptions) {
    this.#options = options;
  }

  /** How long until the end, in ms, while that is warned of; else null. */
  get left(): number | null {
    return this.#watch?.left ?? null;
  }

  /** The session is live here: it is watched from now on. */
  begin(): void {
    if (this.ending) return;
    this.#watch ??= new IdleWatch({
      minutes: this.#options.minutes,
      onover: () => void this.#end(),
    });
  }

  /** The session is over, or attended to elsewhere. */
  stop(): void {
    this.#stopped.abort();
    this.#stopped = new AbortController();
    this.#watch?.close();
    this.#watch = null;
    this.ending = false;
  }

  /** Somebody is here. */
  input(): void {
    this.#watch?.input();
  }

  /** Looks at once how the time stands: the setting may be another one. */
  look(): void {
    this.#watch?.look();
  }

  async #end(): Promise<void> {
    const { signal } = this.#stopped;
    this.#watch = null;
    this.ending = true;
    this.#options.onending();
    for (let tries = 0; !signal.aborted; tries += 1) {
      try {
        return void (await this.#options.end());
      } catch (error) {
        if (signal.aborted) return;
        if (!isOutage(error)) {
          this.ending = false;
          return this.#options.onrefused(error);
        }
        await wait(backOff(tries), signal);
      }
    }
  }
}
