/** Timers by name: setting one again replaces it, and all of them can be stopped at once. */
export interface Timers {
  set(name: string, ms: number, act: () => void): void;
  clear(name: string): void;
  pending(name: string): boolean;
  clearAll(): void;
}

export function createTimers(): Timers {
  const running = new Map<string, ReturnType<typeof setTimeout>>();
  const clear = (name: string) => {
    clearTimeout(running.get(name));
    running.delete(name);
  };
  return {
    set(name, ms, act) {
      clear(name);
      const timer = setTimeout(() => {
        running.delete(name);
        act();
      }, ms);
      running.set(name, timer);
    },
    clear,
    pending: (name) => running.has(name),
    clearAll: () => [...running.keys()].forEach(clear),
  };
}
