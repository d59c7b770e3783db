/** Thrown instead of waiting in a queue that is full. */
export class QueueFullError extends Error {}

/** Runs tasks, `atOnce` at a time; up to `waiting` more wait for their turn, the next is refused. */
export function boundedQueue(atOnce: number, waiting: number) {
  let running = 0;
  const line: (() => void)[] = [];

  /** Throws QueueFullError, or what the task throws. */
  return async function run<T>(task: () => Promise<T>): Promise<T> {
    if (running < atOnce) running++;
    else if (line.length >= waiting) throw new QueueFullError();
    // Whoever is woken takes over the place of the one that woke it: `running` stays.
    else await new Promise<void>((turn) => line.push(turn));
    try {
      return await task();
    } finally {
      const next = line.shift();
      if (next) next();
      else running--;
    }
  };
}
