import { WINDOW, type Frame } from './frame.ts';

/** How many numbers beyond a gap one acknowledgement names. */
const MOST_BEYOND = 64;

/** What has come of the other side: each message handed on once, whatever comes twice or out of order. */
export interface Inbox {
  /** Hands on what is new; true where there were messages, which are to be acknowledged. */
  take(frame: Frame): boolean;
  /** What has come so far; undefined before anything has. */
  acknowledgement(): Frame['a'];
  startOver(): void;
}

export function createInbox({
  onMessage,
  onGlimpse,
}: {
  onMessage(message: unknown): void;
  onGlimpse(glimpse: unknown): void;
}): Inbox {
  let life: string | null = null;
  let upTo = 0;
  let beyond = new Set<number>();
  let glimpse = 0;

  function begin(next: string | null): void {
    life = next;
    upTo = 0;
    beyond = new Set();
    glimpse = 0;
  }

  /** What came before is settled with whoever was here earlier. */
  function settle(first: number): void {
    if (first - 1 <= upTo) return;
    upTo = first - 1;
    for (const number of beyond) if (number <= upTo) beyond.delete(number);
    while (beyond.delete(upTo + 1)) upTo += 1;
  }

  function isNew(number: number): boolean {
    if (number <= upTo || beyond.has(number) || number > upTo + WINDOW) return false;
    beyond.add(number);
    while (beyond.delete(upTo + 1)) upTo += 1;
    return true;
  }

  return {
    take({ l, f, m = [], g }) {
      if (l !== life) begin(l);
      settle(f);
      for (const [number, message] of m) if (isNew(number)) onMessage(message);
      if (g && g.n > glimpse) {
        glimpse = g.n;
        onGlimpse(g.v);
      }
      return m.length > 0;
    },
    acknowledgement: () =>
      life === null ? undefined : { l: life, a: upTo, b: [...beyond].slice(0, MOST_BEYOND) },
    startOver: () => begin(null),
  };
}
