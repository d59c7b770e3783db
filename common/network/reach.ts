/** How often it is asked whether the server is there, and how long each answer may take, in ms. */
const ASK_EVERY_MS = 500;
const ANSWER_WITHIN_MS = 2_000;

/** Finds the moment at which a network that was away is back. */
export interface Reach {
  /** Something is not as it should be: from now on it is asked again and again, until `trust()`. */
  doubt(): void;
  trust(): void;
}

/**
 * Asks a server whether it answers, for as long as there is doubt. `back` is called when it does after it
 * did not. Each question goes its own way, also beside one that is not answered yet: on a connection from
 * before the loss it would wait for many seconds until that is tried again (RFC 6298, 5.5).
 */
export function createReach(ask: (signal: AbortSignal) => Promise<void>, back: () => void): Reach {
  let timer: ReturnType<typeof setInterval> | undefined;
  let lost = false;
  let newest = 0;
  let number = 0;

  async function once(): Promise<void> {
    const mine = ++number;
    const patience = new AbortController();
    const late = setTimeout(() => patience.abort(), ANSWER_WITHIN_MS);
    const answered = await ask(patience.signal).then(
      () => true,
      () => false,
    );
    clearTimeout(late);
    // One that was asked earlier says nothing any more of how things are.
    if (timer === undefined || mine < newest) return;
    newest = mine;
    if (!answered) lost = true;
    else if (lost) {
      lost = false;
      back();
    }
  }

  return {
    doubt() {
      if (timer !== undefined) return;
      timer = setInterval(() => void once(), ASK_EVERY_MS);
      void once();
    },
    trust() {
      clearInterval(timer);
      timer = undefined;
      lost = false;
    },
  };
}
