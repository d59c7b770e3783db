/** What happens to datagrams on their way, in each direction by itself. */
export interface Conditions {
  /** One way, in ms. */
  delayMs: number;
  /** Up to so many ms more, at random: datagrams overtake each other. */
  jitterMs: number;
  /** The share that is lost, 0 to 1. */
  loss: number;
  /** What passes, in kbit/s; null is everything. */
  kbitPerSecond: number | null;
  /** How long a datagram may wait for its turn where the rate is limited, in ms; else it is dropped. */
  queueMs: number;
  /** Nothing passes. */
  cut: boolean;
}

/** Everything passes, at once. */
export const clear: Conditions = {
  delayMs: 0,
  jitterMs: 0,
  loss: 0,
  kbitPerSecond: null,
  queueMs: 200,
  cut: false,
};

/** One direction of a link, which datagrams come to one by one. */
export interface Passage {
  /** After how long a datagram of so many bytes that came in now arrives, in ms; null where it never does. */
  takes(bytes: number, now: Conditions): number | null;
}

export function openPassage(random: () => number): Passage {
  /** When the last datagram that waits for its turn will have passed, by performance.now(). */
  let freeAt = 0;
  return {
    takes(bytes, now) {
      if (now.cut || random() < now.loss) return null;
      const at = performance.now();
      let waits = 0;
      if (now.kbitPerSecond !== null) {
        waits = Math.max(0, freeAt - at);
        if (waits > now.queueMs) return null;
        waits += (bytes * 8) / now.kbitPerSecond;
        freeAt = at + waits;
      }
      return waits + now.delayMs + random() * now.jitterMs;
    },
  };
}
