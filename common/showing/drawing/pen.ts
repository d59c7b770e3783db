import { createTimers } from '../../network/timers.ts';
import type { Place } from '../place.ts';
import {
  LONGEST_PART,
  LONGEST_STROKE,
  POINTER_AGAIN_MS,
  type BoardId,
  type Shape,
  type Speech,
  type TechnicianGlimpse,
  type TechnicianSays,
} from '../said.ts';
import type { BoardSays, Mark } from './board.ts';
import type { Paper } from './paper.ts';

/** How often what is being drawn is said, in ms: once for each frame of a screen at 60 Hz. */
const SAID_EVERY_MS = 16;

/** A line under the pen. */
export interface Line {
  to(...places: Place[]): void;
  /** Lifted: what was drawn stays. */
  end(): void;
  /** Taken back, as if nothing had been drawn. */
  drop(): void;
}

/** What the technician draws with: each mark is on this side's paper at once, and said to the other. */
export interface Pen {
  stroke(board: BoardId, from: Place): Line;
  arrow(board: BoardId, from: Place): Line;
  number(board: BoardId, at: Place): void;
  /** Takes the last mark back; where all were erased and nothing was drawn since, brings them back. */
  undo(board: BoardId): void;
  erase(board: BoardId): void;
  canUndo(board: BoardId): boolean;
  /** The laser pointer; null takes it away. It stays while it rests. */
  point(board: BoardId, at: Place | null): void;
  close(): void;
}

/** An arrow shorter than this was a tap, in places along both sides. */
const SHORTEST_ARROW = 60;

/** A mark's shape, as it is said. */
function shapeOf(mark: Exclude<Mark, { kind: 'stroke' }>): Shape {
  if (mark.kind === 'arrow') return { kind: 'arrow', from: mark.from, to: mark.to };
  return { kind: 'number', at: mark.at, number: mark.number };
}

export function createPen(paper: Paper, speech: Pick<Speech, 'send' | 'glimpse'>): Pen {
  const timers = createTimers();
  let mark = 0;
  /** What was erased at one stroke, until something else is drawn there: it can be brought back. */
  const erased = new Map<BoardId, readonly Mark[]>();

  function say(said: BoardSays): void {
    paper.take(said);
    speech.send(said satisfies TechnicianSays);
  }

  function glimpse(what: TechnicianGlimpse): void {
    paper.glimpse(what);
    speech.glimpse(what);
  }

  /** What was erased last is drawn again, as new marks: the former ones are gone for good. */
  function bringBack(board: BoardId): void {
    const marks = erased.get(board) ?? [];
    erased.delete(board);
    for (const former of marks) {
      const own = (mark += 1);
      if (former.kind !== 'stroke') {
        say({ type: 'mark', board, mark: own, shape: shapeOf(former) });
        continue;
      }
      const places = former.parts.flat();
      for (let from = 0; from < places.length; from += LONGEST_PART)
        say({
          ...{ type: 'stroke', board, mark: own, from },
          places: places.slice(from, from + LONGEST_PART),
        });
    }
  }

  return {
    stroke(board, from) {
      erased.delete(board);
      const own = (mark += 1);
      let count = 0;
      let unsaid: Place[] = [];
      const begin = (): void => {
        if (unsaid.length === 0) return;
        const part = unsaid.splice(0, LONGEST_PART);
        say({ type: 'stroke', board, mark: own, from: count, places: part });
        count += part.length;
        begin();
      };
      /** At once, and from then on no more often than a screen can show it. */
      const said = (): void => {
        if (unsaid.length === 0) return;
        begin();
        timers.set('stroke', SAID_EVERY_MS, said);
      };
      const line: Line = {
        to(...places) {
          unsaid.push(...places.slice(0, Math.max(0, LONGEST_STROKE - count - unsaid.length)));
          if (!timers.pending('stroke')) said();
        },
        end() {
          timers.clear('stroke');
          begin();
        },
        drop() {
          timers.clear('stroke');
          unsaid = [];
          say({ type: 'undo', board, mark: own });
        },
      };
      unsaid.push(from);
      begin();
      return line;
    },
    arrow(board, from) {
      erased.delete(board);
      const own = (mark += 1);
      let to = from;
      const shape = (): Shape => ({ kind: 'arrow', from, to });
      const isTap = () => Math.hypot(to[0] - from[0], to[1] - from[1]) < SHORTEST_ARROW;
      const drop = () => {
        timers.clear('draft');
        say({ type: 'undo', board, mark: own });
      };
      return {
        to(...places) {
          to = places.at(-1) ?? to;
          if (!timers.pending('draft'))
            timers.set('draft', SAID_EVERY_MS, () =>
              glimpse({ what: 'draft', board, mark: own, shape: shape() }),
            );
        },
        end() {
          if (isTap()) return drop();
          timers.clear('draft');
          say({ type: 'mark', board, mark: own, shape: shape() });
        },
        drop,
      };
    },
    number(board, at) {
      erased.delete(board);
      const number = Math.min(999, paper.board(board).nextNumber());
      say({ type: 'mark', board, mark: (mark += 1), shape: { kind: 'number', number, at } });
    },
    undo(board) {
      const last = paper.board(board).last();
      if (last !== null) say({ type: 'undo', board, mark: last });
      else bringBack(board);
    },
    erase(board) {
      const last = paper.board(board).last();
      if (last === null) return;
      erased.set(board, paper.look(board).marks);
      say({ type: 'erase', board, upTo: last });
    },
    canUndo: (board) => paper.board(board).last() !== null || erased.has(board),
    point(board, at) {
      if (at === null) {
        if (timers.pending('pointer')) glimpse({ what: 'no_pointer' });
        return timers.clear('pointer');
      }
      const again = () => {
        glimpse({ what: 'pointer', board, at });
        timers.set('pointer', POINTER_AGAIN_MS, again);
      };
      again();
    },
    close: timers.clearAll,
  };
}
