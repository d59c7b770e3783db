/** What a browser profile's panels share: one of them has the turn, and it alone holds sockets and call. */
export interface Turn {
  /** Takes the turn from whichever panel has it: "Continue here". */
  take(): void;
  /** Gives the turn up, or the place in the queue for it. */
  close(): void;
}

export interface TurnOptions {
  locks: Pick<LockManager, 'request'>;
  /** This panel has the turn now: at once, or when the one before it has closed. */
  ongained(): void;
  /** Another panel of this profile has it. */
  onwaiting(): void;
}

/** The name of the lock; locks belong to an origin, here the extension's own. */
export const TURN_LOCK = 'lens-panel';

/**
 * Asks for the turn by a Web Lock, which the browser frees when a document dies however it dies.
 * A stolen lock rejects its former holder with AbortError: that panel stops, and queues again.
 */
export function openTurn({ locks, ongained, onwaiting }: TurnOptions): Turn {
  let closed = false;
  let giveUp = () => {};

  async function ask(how: 'if_free' | 'queue' | 'steal'): Promise<void> {
    const queued = new AbortController();
    let release = () => {};
    giveUp = () => {
      queued.abort();
      release();
    };
    const options: LockOptions =
      how === 'if_free'
        ? { ifAvailable: true }
        : how === 'steal'
          ? { steal: true }
          : { signal: queued.signal };
    let held = false;
    try {
      await locks.request(TURN_LOCK, options, (lock) => {
        if (!lock || closed || queued.signal.aborted) return;
        held = true;
        ongained();
        return new Promise<void>((resolve) => (release = resolve));
      });
    } catch {
      // Stolen, or taken out of the queue by take() or close().
    }
    if (closed || queued.signal.aborted) return;
    if (held || how === 'if_free') onwaiting();
    void ask('queue');
  }

  void ask('if_free');
  return {
    take() {
      giveUp();
      void ask('steal');
    },
    close() {
      closed = true;
      giveUp();
    },
  };
}
