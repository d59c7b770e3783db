/** Runs what belongs to one key one after another, and what belongs to different keys at once. */
export type InTurn = <T>(key: string, act: () => Promise<T>) => Promise<T>;

/** Turns of their own: only what is asked of the same one waits for one another. */
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
