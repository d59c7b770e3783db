import type { Place } from '../place.ts';
import { LONGEST_STROKE, type MarkId, type Shape, type TechnicianSays } from '../said.ts';

/** A mark as it is drawn. A freehand stroke may still have gaps: its parts come in any order. */
export type Mark =
  | { mark: MarkId; kind: 'stroke'; parts: readonly (readonly Place[])[] }
  | ({ mark: MarkId } & Shape);

/** What of the technician's words is about the marks of one board. */
export type BoardSays = Extract<TechnicianSays, { type: 'stroke' | 'mark' | 'undo' | 'erase' }>;

/** The most marks that a board keeps, with those that were undone: from then on the oldest go. */
export const MOST_MARKS = 1_000;

/** The marks on one picture. What is said of them may come in any order: the marks are the same. */
export interface Board {
  /** True where something changed. */
  take(said: BoardSays): boolean;
  /** Whether this mark is there, or was. */
  knows(mark: MarkId): boolean;
  isEmpty(): boolean;
  /** In the order in which they were begun. */
  marks(): readonly Mark[];
  /** The last one, to be undone; null where there is none. */
  last(): MarkId | null;
  /** The number that the next numbered marker gets: one more than the highest that is there. */
  nextNumber(): number;
}

/** The places of a stroke without gaps, each run by itself. */
function runs(places: ReadonlyMap<number, Place>): Place[][] {
  const found: Place[][] = [];
  let before = -2;
  for (const index of [...places.keys()].sort((one, other) => one - other)) {
    if (index !== before + 1) found.push([]);
    found.at(-1)!.push(places.get(index)!);
    before = index;
  }
  return found;
}

export function createBoard(): Board {
  const strokes = new Map<MarkId, Map<number, Place>>();
  const shapes = new Map<MarkId, Shape>();
  const undone = new Set<MarkId>();
  let erasedUpTo = 0;
  /** What was drawn last, until something changes; strokes that did not change keep their object. */
  let drawn: readonly Mark[] | null = null;
  const known = new Map<MarkId, Mark>();

  const isGone = (mark: MarkId) => mark <= erasedUpTo || undone.has(mark);

  function forget(mark: MarkId): void {
    strokes.delete(mark);
    shapes.delete(mark);
    known.delete(mark);
  }

  function eraseUpTo(last: MarkId): void {
    erasedUpTo = last;
    for (const mark of [...strokes.keys(), ...shapes.keys()]) if (isGone(mark)) forget(mark);
    for (const mark of undone) if (mark <= erasedUpTo) undone.delete(mark);
  }

  /** Of all that were heard of, undone or not: so those that go are the same in any order. */
  function bound(): void {
    const heard = [...strokes.keys(), ...shapes.keys(), ...undone];
    if (heard.length > MOST_MARKS) eraseUpTo(Math.min(...heard));
  }

  function draw(mark: MarkId): Mark {
    const before = known.get(mark);
    if (before) return before;
    const shape = shapes.get(mark);
    const now: Mark = shape
      ? { mark, ...shape }
      : { mark, kind: 'stroke', parts: runs(strokes.get(mark)!) };
    known.set(mark, now);
    return now;
  }

  const marks = () =>
    (drawn ??= [...strokes.keys(), ...shapes.keys()]
      .sort((one, other) => one - other)
      .map((mark) => draw(mark)));

  return {
    take(said) {
      if (said.type === 'erase') {
        if (said.upTo <= erasedUpTo) return false;
        eraseUpTo(said.upTo);
      } else if (isGone(said.mark)) {
        return false;
      } else if (said.type === 'undo') {
        undone.add(said.mark);
        forget(said.mark);
        bound();
      } else if (said.type === 'mark') {
        if (shapes.has(said.mark) || strokes.has(said.mark)) return false;
        shapes.set(said.mark, said.shape);
        bound();
      } else {
        if (shapes.has(said.mark)) return false;
        const stroke = strokes.get(said.mark) ?? new Map<number, Place>();
        for (const [index, place] of said.places.entries())
          if (said.from + index < LONGEST_STROKE) stroke.set(said.from + index, place);
        strokes.set(said.mark, stroke);
        known.delete(said.mark);
        bound();
      }
      drawn = null;
      return true;
    },
    knows: (mark) => isGone(mark) || strokes.has(mark) || shapes.has(mark),
    isEmpty: () => strokes.size === 0 && shapes.size === 0,
    marks,
    last: () => marks().at(-1)?.mark ?? null,
    nextNumber: () =>
      1 +
      Math.max(
        0,
        ...[...shapes.values()].map((shape) => (shape.kind === 'number' ? shape.number : 0)),
      ),
  };
}
