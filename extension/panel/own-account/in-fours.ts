/** A key or a recovery code in groups of four, as people read and type it; whatever stood between is left out. */
export function inFours(text: string): string {
  return (
    text
      .replace(/[\s-]/g, '')
      .match(/.{1,4}/g)
      ?.join(' ') ?? ''
  );
}
