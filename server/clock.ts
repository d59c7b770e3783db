/** What time it is, in ms since 1970-01-01 UTC; tests supply one that they move themselves. */
export interface Clock {
  now(): number;
}

export const systemClock: Clock = { now: () => Date.now() };
