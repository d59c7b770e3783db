import type { Size } from '../showing/place.ts';

/**
 * Tells an element's size in CSS pixels, at once and at each change. It asks the element's own window,
 * which need not be the one that this script runs in. Returns the way to stop.
 */
export function followSize(element: Element, tell: (size: Size) => void): () => void {
  const { width, height } = element.getBoundingClientRect();
  tell({ width, height });
  const observer = new element.ownerDocument.defaultView!.ResizeObserver((entries) => {
    const box = entries.at(-1)!.contentRect;
    tell({ width: box.width, height: box.height });
  });
  observer.observe(element);
  return () => observer.disconnect();
}
