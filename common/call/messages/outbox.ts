import { WINDOW, type Frame } from './frame.ts';

/** The round trip that is assumed until one was measured, in ms. */
const FIRST_ROUND_TRIP_MS = 150;

/** A message that is not acknowledged yet. */
export interface Waiting {
  number: number;
  /** As JSON. */
  text: string;
  /** When it was first said, and when it is to be said again, in ms of the messenger's clock. */
  sentAt: number;
  dueAt: number;
  /** How often it was said. */
  times: number;
  /** There was a channel when it was sent. */
  hadWay: boolean;
}

/** What one side says that the other has not acknowledged. */
export interface Outbox {
  /** By what the other side knows these numbers from those of another document, or from before `startOver`. */
  life(): string;
  add(message: unknown, hadWay: boolean): Waiting;
  /** The number of the first that is not acknowledged. */
  first(): number;
  /** Whether the other side would still know it from a repeat. */
  isInWindow(each: Waiting): boolean;
  /** Those that are wanted, as far as they may be said: what is too far beyond the first one waits. */
  inWindow(isWanted: (each: Waiting) => boolean): Waiting[];
  /** Takes in what the other side has heard at `now`, in ms; whether any of it was news. */
  acknowledge(heard: NonNullable<Frame['a']>, now: number): boolean;
  /** What is not acknowledged is due at once. */
  hurry(): void;
  size(): number;
  /** How many of those had a channel when they were sent. */
  onWay(): number;
  /** How long an answer takes, in ms, as far as was measured. */
  roundTrip(): number;
  /** Forgets what is not acknowledged. */
  clear(): void;
  /** The same, and begins with the first number anew: the other side is another document now. */
  startOver(): void;
}

const newLife = () =>
  [...crypto.getRandomValues(new Uint8Array(4))]
    .map((byte) => byte.toString(16).padStart(2, '0'))
    .join('');

export function createOutbox(): Outbox {
  let life = newLife();
  let last = 0;
  /** By their numbers, the lowest first. */
  const waiting = new Map<number, Waiting>();
  let onWay = 0;
  let roundTrip = FIRST_ROUND_TRIP_MS;

  const first = () => waiting.keys().next().value ?? last + 1;
  const isInWindow = ({ number }: Waiting) => number < first() + WINDOW / 2;

  function forget(each: Waiting, now: number): void {
    // A repeat's answer may be the first one's (Karn's algorithm, RFC 6298, 3), so it may only lower it.
    const measured = now - each.sentAt;
    if (each.times <= 2 || measured < roundTrip) roundTrip = roundTrip * 0.875 + measured * 0.125;
    waiting.delete(each.number);
    if (each.hadWay) onWay -= 1;
  }

  function clear(): void {
    waiting.clear();
    onWay = 0;
  }

  return {
    life: () => life,
    add(message, hadWay) {
      const text = JSON.stringify(message);
      const one: Waiting = { number: (last += 1), text, sentAt: 0, times: 0, dueAt: 0, hadWay };
      if (hadWay) onWay += 1;
      waiting.set(one.number, one);
      return one;
    },
    first,
    isInWindow,
    inWindow(isWanted) {
      const end = first() + WINDOW / 2;
      const found: Waiting[] = [];
      for (const each of waiting.values()) {
        if (each.number >= end) break;
        if (isWanted(each)) found.push(each);
      }
      return found;
    },
    acknowledge({ l, a, b }, now) {
      if (l !== life) return false;
      const heard: Waiting[] = [];
      for (const each of waiting.values()) {
        if (each.number > a) break;
        heard.push(each);
      }
      for (const number of b) {
        const each = number > a ? waiting.get(number) : undefined;
        if (each) heard.push(each);
      }
      for (const each of heard) forget(each, now);
      return heard.length > 0;
    },
    hurry() {
      for (const each of waiting.values()) each.dueAt = 0;
    },
    size: () => waiting.size,
    onWay: () => onWay,
    roundTrip: () => roundTrip,
    clear,
    startOver() {
      clear();
      life = newLife();
      last = 0;
    },
  };
}
