/** Holds something while it is wanted: `hold` is called once for each time, and gives the way to let go. */
export function holdWhile(hold: () => () => void): { set(wanted: boolean): void } {
  let letGo: (() => void) | null = null;
  return {
    set(wanted) {
      if (wanted) letGo ??= hold();
      else {
        letGo?.();
        letGo = null;
      }
    },
  };
}
