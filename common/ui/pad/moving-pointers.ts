/** Dragging and pinching a picture, by one or two pointers. */
export interface MovingPointers {
  down(event: PointerEvent): void;
  move(event: PointerEvent): void;
  up(event: PointerEvent): void;
}

interface Point {
  x: number;
  y: number;
}

export interface MovingPointersOptions {
  /** The pointer in pixels of the picture's box. */
  pointOf(event: PointerEvent): Point;
  moveBy(x: number, y: number): void;
  zoomAbout(factor: number, point: Point): void;
}

const between = (one: Point, other: Point) => ({
  x: (one.x + other.x) / 2,
  y: (one.y + other.y) / 2,
});
const apart = (one: Point, other: Point) => Math.hypot(one.x - other.x, one.y - other.y) || 1;

export function createMovingPointers(options: MovingPointersOptions): MovingPointers {
  const { pointOf, moveBy, zoomAbout } = options;
  const down = new Map<number, Point>();

  function pinch(before: Point, now: Point, other: Point): void {
    const [from, to] = [between(before, other), between(now, other)];
    moveBy(to.x - from.x, to.y - from.y);
    zoomAbout(apart(now, other) / apart(before, other), to);
  }

  return {
    down(event) {
      if (event.button !== 0 || down.size === 2) return;
      down.set(event.pointerId, pointOf(event));
      (event.currentTarget as Element).setPointerCapture(event.pointerId);
    },
    move(event) {
      const before = down.get(event.pointerId);
      if (!before) return;
      const now = pointOf(event);
      const other = [...down].find(([id]) => id !== event.pointerId)?.[1];
      if (other) pinch(before, now, other);
      else moveBy(now.x - before.x, now.y - before.y);
      down.set(event.pointerId, now);
    },
    up: (event) => void down.delete(event.pointerId),
  };
}
