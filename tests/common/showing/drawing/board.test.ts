import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import {
  createBoard,
  MOST_MARKS,
  type BoardSays,
} from '../../../../common/showing/drawing/board.ts';
import { createPaper } from '../../../../common/showing/drawing/paper.ts';
import { createPen } from '../../../../common/showing/drawing/pen.ts';
import type { Place } from '../../../../common/showing/place.ts';

const place = fc.tuple(fc.nat(10_000), fc.nat(10_000));
const act = fc.oneof(
  fc.record({ does: fc.constant('stroke'), places: fc.array(place, { maxLength: 250 }) }),
  fc.record({ does: fc.constant('drop'), places: fc.array(place, { maxLength: 5 }) }),
  fc.record({ does: fc.constant('arrow'), places: fc.tuple(place, place) }),
  fc.record({ does: fc.constant('number'), places: fc.tuple(place) }),
  fc.record({ does: fc.constantFrom('undo', 'undo', 'erase'), places: fc.constant([]) }),
);

/** Everything that a pen says while it does this, and the marks as the one who draws sees them. */
function drawn(acts: { does: string; places: Place[] }[]) {
  const paper = createPaper();
  const said: BoardSays[] = [];
  const pen = createPen(paper, {
    send: (message) => said.push(message as BoardSays),
    glimpse() {},
  });
  for (const { does, places } of acts) {
    if (does === 'undo') pen.undo(0);
    else if (does === 'erase') pen.erase(0);
    else if (does === 'number') pen.number(0, places[0]!);
    else {
      const line = pen[does === 'arrow' ? 'arrow' : 'stroke'](0, places[0] ?? [1, 1]);
      line.to(...places);
      if (does === 'drop') line.drop();
      else line.end();
    }
  }
  pen.close();
  paper.close();
  return { said, marks: paper.look(0).marks };
}

const boardOf = (said: readonly BoardSays[]) => {
  const board = createBoard();
  for (const each of said) board.take(each);
  return board;
};

const number = (mark: number): BoardSays => ({
  type: 'mark',
  board: 0,
  mark,
  shape: { kind: 'number', number: mark, at: [1, 1] },
});
const upTo = (last: number) => Array.from({ length: last }, (_, index) => index + 1);

describe('the marks on a picture', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  it('are the same in whatever order, and however often, they are heard of', () => {
    const heard = fc
      .array(act, { maxLength: 12 })
      .map((acts) => drawn(acts as { does: string; places: Place[] }[]))
      .chain(({ said, marks }) =>
        fc.record({
          marks: fc.constant(marks),
          heard: fc
            .array(fc.constantFrom(...said, null), { maxLength: 10 })
            .map((again) => [...said, ...again.filter((each) => each !== null)])
            .chain((all) =>
              fc.shuffledSubarray(all, { minLength: all.length, maxLength: all.length }),
            ),
        }),
      );
    fc.assert(
      fc.property(heard, ({ heard, marks }) => {
        expect(boardOf(heard).marks()).toEqual(marks);
      }),
      { numRuns: 300 },
    );
  });

  it('are the newest thousand, in whatever order they come and go', () => {
    const said = [
      ...upTo(MOST_MARKS + 5).map(number),
      { type: 'undo', board: 0, mark: MOST_MARKS + 5 } as const,
      { type: 'undo', board: 0, mark: 500 } as const,
    ];
    const inOrder = boardOf(said).marks();
    expect(inOrder.length).toBeLessThanOrEqual(MOST_MARKS);
    expect(inOrder.at(-1)!.mark).toBe(MOST_MARKS + 4);
    fc.assert(
      fc.property(
        fc.shuffledSubarray(said, { minLength: said.length, maxLength: said.length }),
        (shuffled) => {
          expect(boardOf(shuffled).marks()).toEqual(inOrder);
        },
      ),
      { numRuns: 10 },
    );
  });

  it('show the parts of a stroke that are there, and a whole line once all are', () => {
    const part = (from: number, ...places: Place[]): BoardSays => ({
      type: 'stroke',
      board: 0,
      mark: 1,
      from,
      places,
    });
    const board = boardOf([part(0, [0, 0], [1, 1]), part(3, [3, 3])]);
    expect(board.marks()).toEqual([
      {
        mark: 1,
        kind: 'stroke',
        parts: [
          [
            [0, 0],
            [1, 1],
          ],
          [[3, 3]],
        ],
      },
    ]);
    // A part that comes once more changes nothing.
    const before = board.marks();
    expect(board.take(part(0, [0, 0], [1, 1]))).toBe(false);
    expect(board.marks()).toBe(before);
    board.take(part(2, [2, 2]));
    expect(board.marks()).toEqual([
      {
        mark: 1,
        kind: 'stroke',
        parts: [
          [
            [0, 0],
            [1, 1],
            [2, 2],
            [3, 3],
          ],
        ],
      },
    ]);
  });

  it('are the same objects as long as they do not change: only what is new is painted anew', () => {
    const board = boardOf([number(1), number(2)]);
    const [first] = board.marks();
    expect(board.marks()).toBe(board.marks());
    board.take(number(3));
    expect(board.marks()[0]).toBe(first);
  });

  it('are numbered on from the highest that is there', () => {
    const board = boardOf([number(1), number(2), number(3)]);
    expect(board.nextNumber()).toBe(4);
    board.take({ type: 'undo', board: 0, mark: 3 });
    expect(board.nextNumber()).toBe(3);
    board.take({ type: 'erase', board: 0, upTo: 3 });
    expect([board.nextNumber(), board.last()]).toEqual([1, null]);
  });
});
