import { isDeepStrictEqual } from 'node:util';

/** The part of a change that is not so already; the revision it names is no part of it. */
export function realChange<T extends object>(before: T, change: Partial<T>): Partial<T> {
  return Object.fromEntries(
    Object.entries(change).filter(
      ([name, value]) => name !== 'revision' && !isDeepStrictEqual(value, before[name as keyof T]),
    ),
  ) as Partial<T>;
}

/** These fields as they were, to be put back. */
export function asItWas<T extends object>(before: T, change: Partial<T>): Partial<T> {
  return Object.fromEntries(
    Object.keys(change).map((name) => [name, before[name as keyof T]]),
  ) as Partial<T>;
}
