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

  function forgetPointer(): void {
    pointer = null;
    timers.clear('pointer');
    listeners.tell();
  }

  return {
    take(said) {
      const on = board(said.board);
      const isChanged = on.take(said);
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
        if (board(id).knows(mark)) return;
        draft = { board: id, mark, shape };
      }
      listeners.tell();
    },
    board,
    look: (id) => ({
      marks: board(id).marks(),
      draft: draft?.board === id ? draft.shape : null,
      pointer: pointer?.board === id ? pointer.at : null,
    }),
    isEmpty: (id) => board(id).isEmpty() && draft?.board !== id && pointer?.board !== id,
    subscribe: listeners.add,
    clear(but) {
      if (but === 'stills') boards.delete(LIVE);
      else boards.clear();
      draft = null;
      forgetPointer();
    },
    close: timers.clearAll,
  };
}
