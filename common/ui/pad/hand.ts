import type { Line, Pen } from '../../showing/drawing/pen.ts';
import type { Place } from '../../showing/place.ts';
import type { BoardId } from '../../showing/said.ts';
import type { Tool } from './tools.ts';

/** Places of a line nearer to the one before than this cannot be told apart: 0.15 % of the picture. */
const NEAREST = 15;

/** The hand that holds the tool, by mouse, touch, pen or keys: it has one line under way at most. */
export interface Hand {
  press(tool: Tool, board: BoardId, at: Place): void;
  /** On with the line that is under way, if there is one. */
  move(...places: Place[]): void;
  lift(): void;
  /** The line under way is taken back. Returns whether there was one. */
  drop(): boolean;
  /** The laser pointer, where nothing is pressed too; null takes it away. */
  point(board: BoardId, at: Place | null): void;
  isPressed(): boolean;
}

/** `pen` is asked for each line anew. */
export function createHand(pen: () => Pen): Hand {
  let line: Line | null = null;
  let last: Place = [0, 0];
  let pointing: BoardId | null = null;

  const isFar = (place: Place) => Math.hypot(place[0] - last[0], place[1] - last[1]) >= NEAREST;

  function point(board: BoardId, at: Place | null): void {
    if (at === null && pointing === null) return;
    pointing = at && board;
    pen().point(board, at);
  }

  function pointerLine(board: BoardId, from: Place): Line {
    const away = () => point(board, null);
    point(board, from);
    return { to: (...places) => point(board, places.at(-1)!), end: away, drop: away };
  }

  /** A number stands where it was let go: until then it can be dropped. */
  function numberLine(board: BoardId, from: Place): Line {
    let at = from;
    return {
      to: (...places) => void (at = places.at(-1)!),
      end: () => pen().number(board, at),
      drop() {},
    };
  }

  const begin: Record<Tool, (board: BoardId, at: Place) => Line> = {
    point: pointerLine,
    pen: (board, at) => pen().stroke(board, at),
    arrow: (board, at) => pen().arrow(board, at),
    number: numberLine,
  };

  return {
    press(tool, board, at) {
      line?.end();
      last = at;
      line = begin[tool](board, at);
    },
    move(...places) {
      if (!line) return;
      const far = places.filter((place) => {
        if (!isFar(place)) return false;
        last = place;
        return true;
      });
      if (far.length > 0) line.to(...far);
    },
    lift() {
      line?.end();
      line = null;
    },
    drop() {
      const dropped = line !== null;
      line?.drop();
      line = null;
      return dropped;
    },
    point,
    isPressed: () => line !== null,
  };
}
