/** Whatever a person does to a document. A mouse that only moves over it counts: somebody is there. */
const inputs = ['pointerdown', 'pointermove', 'keydown', 'wheel', 'touchstart'] as const;

/** Calls `heard` at each input anywhere in `page`, before anyone else hears of it. Returns the way to stop. */
export function hearInputs(page: EventTarget, heard: () => void): () => void {
  const options = { capture: true, passive: true };
  for (const input of inputs) page.addEventListener(input, heard, options);
  return () => {
    for (const input of inputs) page.removeEventListener(input, heard, options);
  };
}

/** How often a document tells another one of its inputs at most, in ms. */
const TELL_EVERY_MS = 1000;

/** `tell`, at the first input and then once a second at most. */
export function seldom(tell: () => void): () => void {
  let told = -Infinity;
  return () => {
    // Not older than the last one where the computer's clock was set back.
    const since = Date.now() - told;
    if (since >= 0 && since < TELL_EVERY_MS) return;
    told = Date.now();
    tell();
  };
}
