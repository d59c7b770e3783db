import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { createBoard } from '../../../../common/showing/drawing/board.ts';
import { ink, measures } from '../../../../common/showing/drawing/ink.ts';
import { paintMark, paintPointer } from '../../../../common/showing/drawing/paint.ts';
import { createPainter } from '../../../../common/showing/drawing/painter.ts';
import type { Lie, Place } from '../../../../common/showing/place.ts';
import { recordingContext, RecordingPath, type Painted } from './recording.ts';

beforeEach(() => vi.stubGlobal('Path2D', RecordingPath));
afterEach(() => vi.unstubAllGlobals());

/** Half of it is outside on the left, as where a wide picture covers a narrow screen. */
const lie: Lie = { left: -500, top: 20, width: 1000, height: 500 };
const colours = (painted: Painted[]) => painted.map(({ colour }) => colour);
const inLayers = [`rgb(0 0 0 / ${ink.edge})`, ink.outline, ink.mark];

function stroke(...places: Place[]) {
  return { mark: 1, kind: 'stroke', parts: [places] } as const;
}

describe('a stroke', () => {
  test('is painted as edge, outline and mark, each thinner than the one beneath', () => {
    const { context, painted } = recordingContext();
    paintMark(context, stroke([0, 0], [10_000, 10_000]), lie);
    expect(colours(painted)).toEqual(inLayers);
    const widths = painted.map(({ width }) => width!);
    expect(widths).toEqual([...widths].sort((one, other) => other - one));
    expect([context.lineCap, context.lineJoin]).toEqual(['round', 'round']);
  });

  test('is a smooth curve through the middles between its places, from its first to its last', () => {
    const { context, painted } = recordingContext();
    paintMark(context, stroke([0, 0], [5_000, 0], [5_000, 10_000], [10_000, 10_000]), lie);
    // In thousandths of the picture's shorter side, which is its height.
    expect(painted[0]!.path!.steps).toEqual([
      ['moveTo', 0, 0],
      ['quadraticCurveTo', 1_000, 0, 1_000, 500],
      ['quadraticCurveTo', 1_000, 1_000, 1_500, 1_000],
      ['lineTo', 2_000, 1_000],
    ]);
  });

  test('with a gap is two curves', () => {
    const { context, painted } = recordingContext();
    const parts: Place[][] = [
      [
        [0, 0],
        [100, 0],
      ],
      [
        [500, 0],
        [600, 0],
      ],
    ];
    paintMark(context, { mark: 1, kind: 'stroke', parts }, lie);
    expect(painted[0]!.path!.steps.map(([name]) => name)).toEqual([
      'moveTo',
      'lineTo',
      'moveTo',
      'lineTo',
    ]);
  });

  test('of one place is a dot', () => {
    const { context, painted } = recordingContext();
    paintMark(context, stroke([5_000, 5_000]), lie);
    const [from, to] = painted[0]!.path!.steps.map(([, ...numbers]) => numbers);
    const [[fromX, fromY], [toX, toY]] = [from!, to!];
    expect([fromX, fromY, toY]).toEqual([1_000, 500, 500]);
    expect(toX).toBeGreaterThan(1_000);
    expect(toX).toBeLessThan(1_000.1);
  });

  test('is traced once, and again only where the picture has another shape', () => {
    const { context, painted } = recordingContext();
    const same = stroke([0, 0], [1_000, 1_000]);
    paintMark(context, same, lie);
    paintMark(context, same, { left: 3, top: 4, width: 2_000, height: 1_000 });
    paintMark(context, same, { left: 0, top: 0, width: 500, height: 1_000 });
    const [first, , , larger, , , turned] = painted.map(({ path }) => path);
    expect(larger).toBe(first);
    expect(turned).not.toBe(first);
  });
});

describe('an arrow', () => {
  const paths = (from: Place, to: Place) => {
    const { context, painted } = recordingContext();
    paintMark(context, { kind: 'arrow', from, to }, lie);
    return painted;
  };

  test('has its tip where it points to, and its head behind that', () => {
    const painted = paths([2_000, 5_000], [8_000, 5_000]);
    expect(colours(painted)).toEqual([...inLayers, ink.mark]);
    const points = painted[0]!.path!.steps.map(([, x, y]) => [x!, y!] as const);
    const tip = Math.max(...points.map(([x]) => x));
    // At 300 px in the box; half of the line's thickness is added by the line.
    expect(tip + measures(lie).line / 2).toBeCloseTo(300);
    const widest = Math.max(...points.map(([, y]) => Math.abs(y - 270)));
    expect(widest).toBeCloseTo(measures(lie).head / 2);
  });

  test('that is short has a smaller head, not one longer than itself', () => {
    const [{ path }] = paths([5_000, 5_000], [5_100, 5_000]) as [Painted];
    const xs = path!.steps.map(([, x]) => x!);
    expect(Math.min(...xs)).toBe(0);
  });
});

test('a numbered marker is a disc at its place with the number in white on it', () => {
  const { context, painted } = recordingContext();
  paintMark(context, { kind: 'number', at: [6_000, 5_000], number: 12 }, lie);
  const discs = painted.filter(({ what }) => what === 'fill');
  expect(colours(discs)).toEqual(inLayers);
  for (const { arc } of discs) expect(arc!.slice(0, 2)).toEqual([100, 270]);
  const text = painted.at(-1)!;
  expect([text.colour, text.text![0], text.text![1]]).toEqual([ink.outline, '12', 100]);
});

test('the laser pointer is a dot in a halo', () => {
  const { context, painted } = recordingContext();
  paintPointer(context, [5_000, 5_000], lie);
  const radii = painted.map(({ arc }) => arc![2]!);
  expect(radii[0]).toBe(measures(lie).halo);
  expect(radii.at(-1)).toBe(measures(lie).pointer);
  for (const { arc } of painted) expect(arc!.slice(0, 2)).toEqual([0, 270]);
});

describe('painting again and again', () => {
  function painting(count: number) {
    const above = recordingContext();
    const beneath = recordingContext(0, 0);
    const painter = createPainter(above.context, beneath.context);
    const board = createBoard();
    const draw = (mark: number, from = 0) =>
      board.take({ type: 'stroke', board: 0, mark, from, places: [[mark, from]] });
    for (let mark = 1; mark <= count; mark += 1) draw(mark);
    const look = () => ({ marks: board.marks(), draft: null, pointer: null });
    /** How many strokes a paint puts on each of the two. */
    function paint(at = lie, ratio = 1) {
      above.painted.length = beneath.painted.length = 0;
      painter.paint(look(), at, ratio);
      const strokes = (of: Painted[]) => of.filter(({ what }) => what === 'stroke').length / 3;
      return { above: strokes(above.painted), beneath: strokes(beneath.painted) };
    }
    return { ...{ above, beneath, board, draw, paint } };
  }

  test('paints only the last mark anew once the others have not changed', () => {
    const { paint, above } = painting(1_000);
    expect(paint()).toEqual({ above: 1_000, beneath: 0 });
    expect(paint()).toEqual({ above: 1, beneath: 999 });
    expect(paint()).toEqual({ above: 1, beneath: 0 });
    expect(above.painted.map(({ what }) => what)).toContain('image');
  });

  test('a stroke that grows is painted above the others as it grows', () => {
    const { paint, draw } = painting(10);
    paint();
    paint();
    draw(10, 1);
    expect(paint()).toEqual({ above: 1, beneath: 0 });
  });

  test.each<[string, (given: ReturnType<typeof painting>) => void]>([
    ['an erased one', ({ board }) => board.take({ type: 'erase', board: 0, upTo: 3 })],
    ['one undone amid the others', ({ board }) => board.take({ type: 'undo', board: 0, mark: 3 })],
    ['an early one whose lost part came late', ({ draw }) => draw(3, 1)],
  ])('leaves nothing of %s', (_name, change) => {
    const given = painting(10);
    given.paint();
    given.paint();
    change(given);
    const { above, beneath } = given.paint();
    expect(given.beneath.painted[0]!.what).toBe('clear');
    expect(above + beneath).toBe(given.board.marks().length);
  });

  test('begins anew where the picture lies otherwise or the screen has other pixels', () => {
    const { paint, above } = painting(10);
    paint();
    paint();
    expect(paint({ ...lie, left: 0 })).toEqual({ above: 1, beneath: 9 });
    expect(paint({ ...lie, left: 0 }, 2)).toEqual({ above: 1, beneath: 9 });
    above.context.canvas.width = 100;
    expect(paint({ ...lie, left: 0 }, 2)).toEqual({ above: 1, beneath: 9 });
  });
});
