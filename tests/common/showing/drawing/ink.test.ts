import { describe, expect, test } from 'vitest';
import { ink, measures } from '../../../../common/showing/drawing/ink.ts';

/** Relative luminance and contrast as WCAG 2.2 defines them; colours as red, green, blue, 0 to 255. */
type Colour = readonly [number, number, number];
function luminance(colour: Colour): number {
  const [red, green, blue] = colour.map((part) => {
    const share = part / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red! + 0.7152 * green! + 0.0722 * blue!;
}
function contrast(one: Colour, other: Colour): number {
  const [light, dark] = [luminance(one), luminance(other)].sort((a, b) => b - a);
  return (light! + 0.05) / (dark! + 0.05);
}
const hex = (text: string): Colour =>
  [1, 3, 5].map((at) => parseInt(text.slice(at, at + 2), 16)) as unknown as Colour;
const grey = (part: number): Colour => [part, part, part];

const mark = hex(ink.mark);
const outline = hex(ink.outline);
const edgeOn = (ground: number) => grey(ground * (1 - ink.edge));

describe('what is drawn stands out', () => {
  test.each([
    ['white', 255],
    ['black', 0],
  ])('on %s, by the mark alone', (_name, ground) => {
    expect(contrast(mark, grey(ground))).toBeGreaterThanOrEqual(3);
  });

  test('on mid-grey, by its white outline', () => {
    expect(contrast(outline, grey(128))).toBeGreaterThanOrEqual(3);
  });

  test('from its own outline, whatever lies beneath', () => {
    expect(contrast(mark, outline)).toBeGreaterThanOrEqual(4.5);
  });

  test('on every grey, by one of mark, outline and edge', () => {
    for (let ground = 0; ground <= 255; ground += 1) {
      const best = Math.max(
        ...[mark, outline, edgeOn(ground)].map((colour) => contrast(colour, grey(ground))),
      );
      expect(best, `on ${ground}`).toBeGreaterThanOrEqual(3);
    }
  });
});

describe('how thick marks are', () => {
  const lie = (width: number, height: number) => ({ left: 0, top: 0, width, height });

  test('goes by the picture’s shorter side on the screen, so that both sides look alike', () => {
    const [small, large] = [measures(lie(800, 1200)), measures(lie(2400, 1600))];
    for (const each of ['line', 'outline', 'edge', 'head', 'disc', 'pointer', 'halo'] as const)
      expect(large[each] / 1600).toBeCloseTo(small[each] / 800);
  });

  test('is never less than what is seen on a small picture', () => {
    const { line, disc, pointer } = measures(lie(90, 160));
    expect([line, disc, pointer]).toEqual([3, 12, 6]);
  });
});
