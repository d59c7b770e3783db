import type { ReceiverStatistics } from '../../../common/call/receiver-statistics.ts';

/** How often it is looked whether sound comes, in ms. */
export const LISTEN_EVERY_MS = 2000;

/**
 * Whether any sound comes from the customer. A muted page sends none at all, while silence in a room
 * is sent as packets; so it is known, without the customer's page saying so, while the picture comes.
 */
export class CustomerSound {
  /** The picture has come for a while and no sound: muted, or there is no microphone. */
  silent: boolean = $state(false);
  #before: ReceiverStatistics | null = null;
  #looksWithout = 0;
  #timer: ReturnType<typeof setInterval>;

  constructor(statistics: () => Promise<ReceiverStatistics | null>) {
    this.#timer = setInterval(() => {
      void statistics().then(
        (now) => this.#compare(now),
        () => {},
      );
    }, LISTEN_EVERY_MS);
  }

  close(): void {
    clearInterval(this.#timer);
  }

  #compare(now: ReceiverStatistics | null): void {
    const before = this.#before;
    this.#before = now;
    if (!now || !before) return;
    if (now.soundPacketsReceived !== before.soundPacketsReceived) {
      this.#looksWithout = 0;
      this.silent = false;
    } else if (now.bytesReceived > before.bytesReceived) {
      this.#looksWithout += 1;
      // Twice in a row: a track that has just been put in takes its moment.
      if (this.#looksWithout >= 2) this.silent = true;
    }
  }
}
