/** For how long something must be so, and then not be so, until it counts, in ms. */
export interface Patience {
  enterMs: number;
  leaveMs: number;
}

/**
 * Holds on to what comes and goes: something is said once it has lasted, and no longer once it has been
 * away for a while, so that no word flickers.
 */
export interface Steady {
  /** What is so at this moment (ms, any clock that only goes on); null where it cannot be told: it stays as it is. */
  look(isSo: boolean | null, now: number): boolean;
}

export function createSteady({ enterMs, leaveMs }: Patience): Steady {
  let held = false;
  /** Since when it is otherwise than what is held; null while it is not. */
  let otherwiseSince: number | null = null;
  return {
    look(isSo, now) {
      if (isSo === null) return held;
      if (isSo === held) {
        otherwiseSince = null;
        return held;
      }
      otherwiseSince ??= now;
      if (now - otherwiseSince < (held ? leaveMs : enterMs)) return held;
      held = isSo;
      otherwiseSince = null;
      return held;
    },
  };
}
