/**
 * Asks again and again until the answer is true, and fails in words when it never is.
 * @param what what is waited for, as in "the panel shows the picture"
 */
export async function waitUntil(
  what: string,
  holds: () => Promise<boolean> | boolean,
  { withinMs = 30_000, everyMs = 100 } = {},
): Promise<void> {
  const end = Date.now() + withinMs;
  for (;;) {
    if (await holds()) return;
    if (Date.now() > end) throw new Error(`Waited ${withinMs / 1000} s in vain until ${what}.`);
    await new Promise((resolve) => setTimeout(resolve, everyMs));
  }
}
