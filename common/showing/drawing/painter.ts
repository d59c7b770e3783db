import type { Lie } from '../place.ts';
import type { Mark } from './board.ts';
import { paintMark, paintPointer } from './paint.ts';
import type { Look } from './paper.ts';

/** Paints what there is to be seen, again and again, on one canvas. */
export interface Painter {
  /**
   * `lie` is in CSS pixels from the canvas' upper left corner, `ratio` says how many of the canvas'
   * own pixels there are to one of them. The canvas has its size already.
   */
  paint(look: Look, lie: Lie, ratio: number): void;
}

function clear(context: CanvasRenderingContext2D): void {
  context.setTransform(1, 0, 0, 1, 0, 0);
  context.clearRect(0, 0, context.canvas.width, context.canvas.height);
}

const sameLie = (one: Lie, other: Lie) =>
  one.left === other.left &&
  one.top === other.top &&
  one.width === other.width &&
  one.height === other.height;

/**
 * Marks that do not change any more are painted once, on the canvas of `settled` beneath: a thousand
 * of them cost as much as one. `settled` is another canvas' context, of no size yet.
 */
export function createPainter(
  context: CanvasRenderingContext2D,
  settled: CanvasRenderingContext2D,
): Painter {
  /** What is on the canvas of `settled`: always the first of the marks. */
  let beneath: Mark[] = [];
  let last: { lie: Lie; ratio: number } | null = null;
  /** A mark that was painted before has not changed since: a changed one is another object. */
  const painted = new WeakSet<Mark>();

  function begin(to: CanvasRenderingContext2D, ratio: number): void {
    to.setTransform(ratio, 0, 0, ratio, 0, 0);
  }

  function begunAnew(marks: readonly Mark[], lie: Lie, ratio: number): void {
    const { width, height } = context.canvas;
    const canvas = settled.canvas;
    const sameSize = canvas.width === width && canvas.height === height;
    const same = sameSize && last?.ratio === ratio && sameLie(last.lie, lie);
    if (same && beneath.every((mark, index) => mark === marks[index])) return;
    if (!sameSize) [canvas.width, canvas.height] = [width, height];
    clear(settled);
    beneath = [];
    last = { lie, ratio };
  }

  return {
    paint({ marks, draft, pointer }, lie, ratio) {
      begunAnew(marks, lie, ratio);
      begin(settled, ratio);
      // The last one stays above: it is the one that is drawn on, or undone.
      while (beneath.length < marks.length - 1 && painted.has(marks[beneath.length]!)) {
        const mark = marks[beneath.length]!;
        paintMark(settled, mark, lie);
        beneath.push(mark);
      }
      clear(context);
      if (beneath.length > 0) context.drawImage(settled.canvas, 0, 0);
      begin(context, ratio);
      for (const mark of marks.slice(beneath.length)) {
        paintMark(context, mark, lie);
        painted.add(mark);
      }
      if (draft) paintMark(context, draft, lie);
      if (pointer) paintPointer(context, pointer, lie);
    },
  };
}
