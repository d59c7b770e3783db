import { createTimers } from '../../network/timers.ts';
import { createListeners } from '../listeners.ts';
import type { Place } from '../place.ts';
import {
  LIVE,
  POINTER_LASTS_MS,
  type BoardId,
  type Shape,
  type TechnicianGlimpse,
} from '../said.ts';
import { createBoard, type Board, type BoardSays, type Mark } from './board.ts';

/** How many boards are kept: from then on what was drawn on the oldest still goes. */
export const MOST_BOARDS = 50;

/** How many places all strokes have, together: an hour of drawing at 60 a second. */
export const MOST_PLACES = 200_000;

const none: readonly Mark[] = [];

/** What there is to be seen on one picture now. */
export interface Look {
  marks: readonly Mark[];
  /** A shape that is still being drawn. */
  draft: Shape | null;
  pointer: Place | null;
}

/** All that is drawn, on every picture of a session: the same on both sides. */
export interface Paper {
  take(said: BoardSays): void;
  glimpse(glimpse: TechnicianGlimpse): void;
  board(id: BoardId): Board;
  look(id: BoardId): Look;
  /** Whether nothing at all is to be seen there; known at once, however much is drawn. */
  isEmpty(id: BoardId): boolean;
  /** Called at each change, up to once for each message: whoever paints waits for the next frame. */
  subscribe(listener: () => void): () => void;
  /**
   * Everything is gone: the other side is another document. But for what is on stills, where this side
   * has them still.
   */
  clear(but?: 'stills'): void;
  close(): void;
}

export function createPaper(): Paper {
  const boards = new Map<BoardId, Board>();
  const listeners = createListeners();
  const timers = createTimers();
  let pointer: { board: BoardId; at: Place } | null = null;
  /**
   * Strokes up to this one are not kept: where all have too many places, those that were begun first go,
   * whatever board they are on. So the same ones go on both sides, in whatever order their parts come:
   * the newest that fit stay. Only what is undone or erased meanwhile may have counted on one side.
   */
  let strokesGoneUpTo = 0;
  let draft: { board: BoardId; mark: number; shape: Shape } | null = null;

  function board(id: BoardId): Board {
    const found = boards.get(id) ?? createBoard();
    // The last one looked for is the last to go.
    boards.delete(id);
    boards.set(id, found);
    if (boards.size > MOST_BOARDS)
      for (const oldest of [...boards.keys()].filter((each) => each !== LIVE).slice(0, 1))
        boards.delete(oldest);
    return found;
  }

  function bound(): void {
    let places = 0;
    for (const each of boards.values()) places += each.places();
    while (places > MOST_PLACES) {
      const oldest = [...boards.values()]
        .map((on) => ({ on, mark: on.oldestStroke() ?? Infinity }))
        .reduce((one, other) => (other.mark < one.mark ? other : one));
      places -= oldest.on.places();
      oldest.on.dropStroke(oldest.mark);
      places += oldest.on.places();
      strokesGoneUpTo = oldest.mark;
    }
  }

  function forgetPointer(): void {
    pointer = null;
    timers.clear('pointer');
    listeners.tell();
  }

  return {
    take(said) {
      if (said.type === 'stroke' && said.mark <= strokesGoneUpTo) return;
      const on = board(said.board);
      const isChanged = on.take(said);
      if (said.type === 'stroke') bound();
      // The mark of that number takes its draft's place; an undone or erased one has none.
      const isDrawn = draft?.board === said.board && on.knows(draft.mark);
      if (isDrawn) draft = null;
      if (isChanged || isDrawn) listeners.tell();
    },
    glimpse(glimpse) {
      if (glimpse.what === 'no_pointer') return forgetPointer();
      if (glimpse.what === 'pointer') {
        pointer = { board: glimpse.board, at: glimpse.at };
        timers.set('pointer', POINTER_LASTS_MS, forgetPointer);
      } else {
        // One that comes after its mark is no draft any more.
        const { board: id, mark, shape } = glimpse;
        if (boards.get(id)?.knows(mark)) return;
        draft = { board: id, mark, shape };
      }
      listeners.tell();
    },
    board,
    look: (id) => ({
      marks: boards.has(id) ? board(id).marks() : none,
      draft: draft?.board === id ? draft.shape : null,
      pointer: pointer?.board === id ? pointer.at : null,
    }),
    isEmpty: (id) =>
      (boards.get(id)?.isEmpty() ?? true) && draft?.board !== id && pointer?.board !== id,
    subscribe: listeners.add,
    clear(but) {
      if (but === 'stills') boards.delete(LIVE);
      else {
        boards.clear();
        // Another document counts from 1 again.
        strokesGoneUpTo = 0;
      }
      draft = null;
      forgetPointer();
    },
    close: timers.clearAll,
  };
}
