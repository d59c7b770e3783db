import { placeAt, pointOf, type Lie, type Place } from '../../showing/place.ts';
import type { BoardId } from '../../showing/said.ts';
import { bringIn, lieOf, moveBy, WHOLE, zoomAbout, type Frame, type Zoomed } from './frame.ts';
import type { Hand } from './hand.ts';
import type { KeyMeaning } from './keys.ts';
import type { Tool } from './tools.ts';

export interface DrawingKeysOptions {
  hand: Hand;
  tool(): Tool | null;
  setTool(tool: Tool | null): void;
  board(): BoardId;
  frame(): Frame;
  zoomed(): Zoomed;
  setZoomed(zoomed: Zoomed): void;
  zoomable(): boolean;
  cross(): Place;
  setCross(cross: Place): void;
  undo(): void;
  erase(): void;
}

/** How far an arrow key moves the cross-hair, in parts of the box's shorter side; with Shift ten times as far. */
const STEP = 0.005;
/** How far an arrow key moves an enlarged picture, in parts of the box. */
const PAN = 0.1;
const LARGER = 1.25;

/** Drawing by keys. Returns whether the key was used; others are the browser's. */
export function createDrawingKeys(options: DrawingKeysOptions): (key: KeyMeaning) => boolean {
  const { hand, tool, setTool, board, frame, zoomed, setZoomed, zoomable, cross, setCross } =
    options;

  function moveCross({ x, y, far }: KeyMeaning & { what: 'move' }): void {
    const { width, height } = frame().box;
    const step = Math.max(1, Math.min(width, height) * STEP) * (far ? 10 : 1);
    const lie: Lie = lieOf(frame(), zoomed());
    const from = pointOf(lie, cross());
    const to = placeAt(lie, from.x + x * step, from.y + y * step);
    setCross(to);
    setZoomed(bringIn(frame(), zoomed(), to));
    hand.move(to);
  }

  function press(holds: Tool): void {
    if (hand.isPressed()) return hand.lift();
    hand.press(holds, board(), cross());
    setCross(cross());
    // A number has no second end.
    if (holds === 'number') hand.lift();
  }

  function zoom(factor: number): boolean {
    if (!zoomable()) return false;
    const { width, height } = frame().box;
    setZoomed(
      factor === 0 ? WHOLE : zoomAbout(frame(), zoomed(), factor, { x: width / 2, y: height / 2 }),
    );
    return true;
  }

  return (key) => {
    const holds = tool();
    switch (key.what) {
      case 'move': {
        if (!holds && zoomed().zoom === 1) return false;
        const { width, height } = frame().box;
        if (holds) moveCross(key);
        else setZoomed(moveBy(frame(), zoomed(), -key.x * width * PAN, -key.y * height * PAN));
        return true;
      }
      case 'press':
        if (holds) press(holds);
        return holds !== null;
      case 'leave':
        if (!hand.drop() && holds) setTool(null);
        return holds !== null;
      case 'tool':
        setTool(key.tool);
        return true;
      case 'undo':
        // The line under way is what was drawn last; pointing is no drawing.
        if (!hand.drop() || holds === 'point') options.undo();
        return true;
      case 'erase':
        hand.drop();
        options.erase();
        return true;
      case 'larger':
        return zoom(LARGER);
      case 'smaller':
        return zoom(1 / LARGER);
      case 'whole':
        return zoom(0);
    }
  };
}
