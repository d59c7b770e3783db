import { vi } from 'vitest';

/** What jsdom's window lacks: sizes, pointers, media queries. Elements are as large as `box` says. */
export function fakeWindow(box: { width: number; height: number }) {
  const observers = new Set<object>();
  const queries = new Set<() => void>();

  class ResizeObserver {
    observe = () => void observers.add(this);
    disconnect = () => void observers.delete(this);
  }
  vi.stubGlobal('ResizeObserver', ResizeObserver);
  vi.stubGlobal('matchMedia', () => ({
    addEventListener: (_name: string, listener: () => void) => queries.add(listener),
    removeEventListener: (_name: string, listener: () => void) => queries.delete(listener),
  }));
  vi.spyOn(Element.prototype, 'getBoundingClientRect').mockImplementation(
    () => new DOMRectLike(box.width, box.height) as DOMRect,
  );
  const captured = new Set<number>();
  Object.assign(Element.prototype, {
    setPointerCapture: (id: number) => void captured.add(id),
  });
  return { observers, queries, captured };
}

class DOMRectLike {
  readonly left = 0;
  readonly top = 0;
  constructor(
    readonly width: number,
    readonly height: number,
  ) {}
}

/** A pointer's event as browsers send it; `between` are the points since the last event. */
export function pointerEvent(
  type: string,
  x: number,
  y: number,
  {
    id = 1,
    pointerType = 'mouse',
    button = 0,
    between = [] as [number, number][],
  }: { id?: number; pointerType?: string; button?: number; between?: [number, number][] } = {},
): Event {
  const at = (clientX: number, clientY: number) => ({ clientX, clientY });
  return Object.assign(new Event(type, { bubbles: true, cancelable: true }), {
    ...at(x, y),
    pointerId: id,
    pointerType,
    button,
    getCoalescedEvents: () => between.map(([each, other]) => at(each, other)),
  });
}
