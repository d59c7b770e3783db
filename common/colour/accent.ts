/** The least contrast of words with what is behind them (WCAG 2.2, 1.4.3). */
const LEGIBLE = 4.5;
/** How far a colour moves towards black or white at each attempt to make it legible. */
const STEP = 0.02;
/** How much darker or lighter a button is under the pointer. */
const POINTED_AT = 0.15;

const BLACK = '#000000';
const WHITE = '#ffffff';

const channels = (colour: string) =>
  [1, 3, 5].map((at) => parseInt(colour.slice(at, at + 2), 16) / 255);

/** Relative luminance of `#rrggbb`, 0 to 1 (WCAG 2.2, definitions; sRGB's own threshold, 0.04045). */
function luminance(colour: string): number {
  const [red, green, blue] = channels(colour).map((share) =>
    share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4,
  ) as [number, number, number];
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

/** The contrast of two colours, each `#rrggbb`: 1 to 21 (WCAG 2.2, definitions). */
export function contrast(one: string, other: string): number {
  const [darker, lighter] = [luminance(one), luminance(other)].sort((a, b) => a - b) as [
    number,
    number,
  ];
  return (lighter + 0.05) / (darker + 0.05);
}

/** `colour` with `share` (0 to 1) of `other` in it. */
function mix(colour: string, other: string, share: number): string {
  const into = channels(other);
  const mixed = channels(colour).map((own, at) => own + (into[at]! - own) * share);
  return `#${mixed
    .map((own) =>
      Math.round(own * 255)
        .toString(16)
        .padStart(2, '0'),
    )
    .join('')}`;
}

/** Black or white, whichever contrasts more: never less than 4.58 (the root of 21). */
const wordsOn = (ground: string) =>
  contrast(ground, BLACK) > contrast(ground, WHITE) ? BLACK : WHITE;

/** The colour nearest to `colour` that is legible on `ground`. */
function legibleOn(ground: string, colour: string): string {
  const towards = wordsOn(ground);
  for (let share = 0; share < 1; share += STEP) {
    const tried = mix(colour, towards, share);
    if (contrast(tried, ground) >= LEGIBLE) return tried;
  }
  return towards;
}

/**
 * The design's tokens of a company's colour, `#rrggbb`: as it is for the ground of a primary button,
 * and darkened or lightened for whatever stands on `ground`, the page's least contrasting one.
 */
export function accentTokens(colour: string, ground: string): Readonly<Record<string, string>> {
  const accent = legibleOn(ground, colour);
  const words = wordsOn(colour);
  return {
    '--accent': accent,
    '--on-accent': wordsOn(accent),
    '--fill': colour,
    '--on-fill': words,
    // Away from its words: they only become more legible.
    '--fill-strong': mix(colour, words === WHITE ? BLACK : WHITE, POINTED_AT),
  };
}
