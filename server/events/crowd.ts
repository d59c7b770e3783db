/** Keeps at most so many of each key; the oldest one makes room. */
export interface Crowd<T> {
  add(key: string, one: T): void;
  remove(key: string, one: T): void;
  of(key: string): Iterable<T>;
  entries(): Iterable<[string, T]>;
}

/** Things by key, the newest `most` of each; `leave` is called for one that has to go. */
export function createCrowd<T>(most: number, leave: (one: T) => void): Crowd<T> {
  const byKey = new Map<string, Set<T>>();

  function remove(key: string, one: T): void {
    const group = byKey.get(key);
    if (group?.delete(one) && group.size === 0) byKey.delete(key);
  }

  return {
    add(key, one) {
      const group = byKey.get(key) ?? new Set<T>();
      byKey.set(key, group.add(one));
      if (group.size <= most) return;
      const [oldest] = group;
      if (oldest === undefined) return;
      remove(key, oldest);
      leave(oldest);
    },
    remove,
    of: (key) => [...(byKey.get(key) ?? [])],
    entries: () =>
      [...byKey].flatMap(([key, group]) => [...group].map((one): [string, T] => [key, one])),
  };
}
