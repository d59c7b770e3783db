/** Thrown instead of waiting in a line that is full, or that has enough of this one waiting. */
export class QueueFullError extends Error {}

/** How much a queue takes. */
export interface Bounds {
  /** How many tasks run at a time. */
  atOnce: number;
  /** How many more wait for their turn, in each of its two lines. */
  waiting: number;
  /** How many of those may be of one key. */
  waitingPerKey: number;
}

/** Whom a task is for. */
export interface Whose {
  /** Whether it is somebody known, who waits in a line apart from strangers. */
  known: boolean;
  /** What it counts by, such as whose it is and where it comes from; `times` as many may wait of a larger one. */
  keys: readonly { key: string; times?: number }[];
}

/**
 * Runs tasks in the order they came, of those known and of strangers in turn: so no number of strangers
 * keeps anybody known waiting. Of one key only some wait: so nobody fills a line for all others in it.
 */
export function boundedQueue({ atOnce, waiting, waitingPerKey }: Bounds) {
  let running = 0;
  let wasKnown = false;
  const lines = { known: [] as Waiting[], strangers: [] as Waiting[] };
  interface Waiting {
    whose: Whose;
    turn: () => void;
  }

  const isFull = (line: readonly Waiting[], { keys }: Whose) =>
    line.length >= waiting ||
    keys.some(({ key, times = 1 }) => {
      const ofKey = line.filter(({ whose }) => whose.keys.some((other) => other.key === key));
      return ofKey.length >= waitingPerKey * times;
    });

  function next(): Waiting | undefined {
    const [first, second] = wasKnown
      ? [lines.strangers, lines.known]
      : [lines.known, lines.strangers];
    const found = first.shift() ?? second.shift();
    if (found) wasKnown = found.whose.known;
    return found;
  }

  /** Throws QueueFullError, or what the task throws. */
  return async function run<T>(whose: Whose, task: () => Promise<T>): Promise<T> {
    const line = whose.known ? lines.known : lines.strangers;
    if (running < atOnce) running++;
    else if (isFull(line, whose)) throw new QueueFullError();
    // Whoever is woken takes over the place of the one that woke it: `running` stays.
    else await new Promise<void>((turn) => line.push({ whose, turn }));
    try {
      return await task();
    } finally {
      const following = next();
      if (following) following.turn();
      else running--;
    }
  };
}
