/** Thrown instead of waiting in a queue that is full, or that has enough of this one waiting. */
export class QueueFullError extends Error {}

/** How much a queue takes. */
export interface Bounds {
  /** How many tasks run at a time. */
  atOnce: number;
  /** How many more wait for their turn. */
  waiting: number;
  /** How many of those may be of one key. */
  waitingPerKey: number;
}

/**
 * Runs tasks in the order they came. A task is of some keys, such as whose it is and where it comes
 * from: so nobody fills the queue for all others.
 */
export function boundedQueue({ atOnce, waiting, waitingPerKey }: Bounds) {
  let running = 0;
  const line: { keys: readonly string[]; turn: () => void }[] = [];
  const hasEnough = (key: string) =>
    line.filter(({ keys }) => keys.includes(key)).length >= waitingPerKey;

  /** Throws QueueFullError, or what the task throws. */
  return async function run<T>(keys: readonly string[], task: () => Promise<T>): Promise<T> {
    if (running < atOnce) running++;
    else if (line.length >= waiting || keys.some(hasEnough)) throw new QueueFullError();
    // Whoever is woken takes over the place of the one that woke it: `running` stays.
    else await new Promise<void>((turn) => line.push({ keys, turn }));
    try {
      return await task();
    } finally {
      const next = line.shift();
      if (next) next.turn();
      else running--;
    }
  };
}
