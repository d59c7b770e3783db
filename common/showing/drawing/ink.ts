import type { Lie } from '../place.ts';

/**
 * The colours of what is drawn. On any ground one of the three stands out by 3:1 (WCAG 1.4.11), and
 * mark and outline do from each other: a camera's picture may be white, black or grey beneath them.
 */
export const ink = {
  mark: '#e0006c',
  outline: '#ffffff',
  /** Black, this much of it. */
  edge: 0.6,
} as const;

/** How thick and large marks are, in the pixels of the lie that they were measured for. */
export interface Measures {
  line: number;
  /** Beyond the line, on each side. */
  outline: number;
  /** Beyond the outline, on each side. */
  edge: number;
  /** An arrow's head, from its tip. */
  head: number;
  /** A numbered marker's radius. */
  disc: number;
  pointer: number;
  halo: number;
}

/**
 * Measures for a picture that lies so (in CSS pixels), in parts of its shorter side, so that both
 * sides see the same; on a small picture never less than what can still be seen.
 */
export function measures(lie: Lie): Measures {
  const side = Math.min(lie.width, lie.height);
  const at = (part: number, least: number) => Math.max(side * part, least);
  const line = at(0.009, 3);
  return {
    line,
    outline: line * 0.4,
    edge: line * 0.3,
    head: at(0.05, 15),
    disc: at(0.036, 12),
    pointer: at(0.017, 6),
    halo: at(0.055, 19),
  };
}
