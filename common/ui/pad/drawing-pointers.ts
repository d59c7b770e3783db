import type { Place } from '../../showing/place.ts';
import type { BoardId } from '../../showing/said.ts';
import type { Hand } from './hand.ts';
import type { Tool } from './tools.ts';

export interface DrawingPointersOptions {
  hand: Hand;
  /** The tool in the hand; null where there is none. */
  tool(): Tool | null;
  board(): BoardId;
  /** The place under the pointer, taken to the picture's edge where it is beside it. */
  placeOf(event: PointerEvent): Place;
  isInside(event: PointerEvent): boolean;
}

/** Drawing by mouse, finger or pen: one of them at a time. Each returns whether it was about drawing. */
export interface DrawingPointers {
  down(event: PointerEvent): boolean;
  /** Browsers tell of moves once a frame, with all that came in between. */
  move(event: PointerEvent): boolean;
  up(event: PointerEvent): boolean;
  /** Taken by the system, or the capture was lost: nobody meant this line. */
  cancel(event: PointerEvent): void;
  leave(event: PointerEvent): void;
}

export function createDrawingPointers(options: DrawingPointersOptions): DrawingPointers {
  const { hand, tool, board, placeOf, isInside } = options;
  let drawing: { id: number; type: string } | null = null;

  /** Only a pen takes the place of a finger: that was the hand's palm. */
  const mayBegin = ({ pointerType }: PointerEvent) =>
    drawing === null || (pointerType === 'pen' && drawing.type === 'touch');

  /** A mouse or a pen points without being pressed. */
  function hover(event: PointerEvent): void {
    if (event.pointerType === 'touch') return;
    hand.point(board(), isInside(event) ? placeOf(event) : null);
  }

  return {
    down(event) {
      const holds = tool();
      if (!holds) return false;
      if (event.button !== 0 || !mayBegin(event) || !isInside(event)) return true;
      if (drawing) hand.drop();
      drawing = { id: event.pointerId, type: event.pointerType };
      (event.currentTarget as Element).setPointerCapture(event.pointerId);
      if (holds === 'point' && event.pointerType !== 'touch') hover(event);
      else hand.press(holds, board(), placeOf(event));
      return true;
    },
    move(event) {
      const holds = tool();
      if (holds === 'point' && event.pointerType !== 'touch') hover(event);
      else if (drawing?.id === event.pointerId) {
        const between = event.getCoalescedEvents();
        hand.move(...(between.length > 0 ? between : [event]).map(placeOf));
      }
      return holds !== null;
    },
    up(event) {
      if (drawing?.id !== event.pointerId) return tool() !== null;
      drawing = null;
      hand.lift();
      return true;
    },
    cancel(event) {
      if (drawing?.id !== event.pointerId) return;
      drawing = null;
      hand.drop();
    },
    leave(event) {
      if (tool() === 'point' && event.pointerType !== 'touch') hand.point(board(), null);
    },
  };
}
