/** Runs what belongs to one key one after another, and what belongs to different keys at once. */
export type InTurn = <T>(key: string, act: () => Promise<T>) => Promise<T>;

/** A new set of queues, one for each key: what is asked of another set does not wait for this one. */
export function createTurns(): InTurn {
  const last = new Map<string, Promise<unknown>>();

  return async function inTurn(key, act) {
    const before = last.get(key) ?? Promise.resolve();
    const mine = before.catch(() => undefined).then(act);
    last.set(key, mine);
    try {
      return await mine;
    } finally {
      if (last.get(key) === mine) last.delete(key);
    }
  };
}
