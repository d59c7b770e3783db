import type { Place } from '../place.ts';
import type { MarkId, Shape, TechnicianSays } from '../said.ts';
import { createStroke, type Stroke } from './stroke.ts';

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
  /** How many places its strokes have, together. */
  places(): number;
  /** The stroke that was begun first; null where there is none. */
  oldestStroke(): MarkId | null;
  /** A stroke is not kept any more. */
  dropStroke(mark: MarkId): void;
  /** In the order in which they were begun. */
  marks(): readonly Mark[];
  /** The last one, to be undone; null where there is none. */
  last(): MarkId | null;
  /** The number that the next numbered marker gets: one more than the highest that is there. */
  nextNumber(): number;
}

export function createBoard(): Board {
  const strokes = new Map<MarkId, Stroke>();
  const shapes = new Map<MarkId, Shape>();
  const undone = new Set<MarkId>();
  let erasedUpTo = 0;
  let places = 0;
  /** What was drawn last, until something changes; strokes that did not change keep their object. */
  let drawn: readonly Mark[] | null = null;
  const known = new Map<MarkId, Mark>();

  const isGone = (mark: MarkId) => mark <= erasedUpTo || undone.has(mark);

  function forget(mark: MarkId): void {
    places -= strokes.get(mark)?.count() ?? 0;
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
    if (strokes.size + shapes.size + undone.size <= MOST_MARKS) return;
    eraseUpTo(Math.min(...strokes.keys(), ...shapes.keys(), ...undone));
  }

  function draw(mark: MarkId): Mark {
    const before = known.get(mark);
    if (before) return before;
    const shape = shapes.get(mark);
    const now: Mark = shape
      ? { mark, ...shape }
      : { mark, kind: 'stroke', parts: strokes.get(mark)!.runs() };
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
        const stroke = strokes.get(said.mark) ?? createStroke();
        const added = stroke.add(said.from, said.places);
        if (added === 0) return false;
        places += added;
        strokes.set(said.mark, stroke);
        known.delete(said.mark);
        bound();
      }
      drawn = null;
      return true;
    },
    knows: (mark) => isGone(mark) || strokes.has(mark) || shapes.has(mark),
    places: () => places,
    oldestStroke: () => (strokes.size === 0 ? null : Math.min(...strokes.keys())),
    dropStroke(mark) {
      forget(mark);
      drawn = null;
    },
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
