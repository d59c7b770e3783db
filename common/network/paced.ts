import { createTimers } from './timers.ts';

/** Passes on the newest of many values: the first at once, then one in `everyMs` at most. */
export interface Paced<Value> {
  tell(value: Value): void;
  /** What was not passed on yet is forgotten. */
  stop(): void;
}

export function paced<Value>(pass: (value: Value) => void, everyMs: number): Paced<Value> {
  const timers = createTimers();
  let waiting: { value: Value } | null = null;
  function next(): void {
    if (!waiting) return;
    const { value } = waiting;
    waiting = null;
    timers.set('next', everyMs, next);
    pass(value);
  }
  return {
    tell(value) {
      waiting = { value };
      if (!timers.pending('next')) next();
    },
    stop() {
      waiting = null;
      timers.clearAll();
    },
  };
}
