/** What a pinch zooms. */
export interface Pinched {
  /** The zoom as it is, in whatever measure; null where there is none. */
  zoom(): number | null;
  zoomTo(to: number): void;
}

/** Lets two fingers on `element` zoom, from where it is when the second one touches. Returns the way to stop. */
export function pinch(element: HTMLElement, { zoom, zoomTo }: Pinched): () => void {
  const fingers = new Map<number, PointerEvent>();
  let began: { apart: number; zoom: number } | null = null;

  function apart(): number {
    const [one, other] = [...fingers.values()] as [PointerEvent, PointerEvent];
    return Math.hypot(one.clientX - other.clientX, one.clientY - other.clientY);
  }

  function down(event: PointerEvent) {
    fingers.set(event.pointerId, event);
    const now = zoom();
    began = fingers.size === 2 && now !== null ? { apart: apart(), zoom: now } : null;
  }

  function move(event: PointerEvent) {
    if (!fingers.has(event.pointerId)) return;
    fingers.set(event.pointerId, event);
    if (began && began.apart > 0) zoomTo((began.zoom * apart()) / began.apart);
  }

  function up(event: PointerEvent) {
    fingers.delete(event.pointerId);
    began = null;
  }

  const heard = { pointerdown: down, pointermove: move, pointerup: up, pointercancel: up };
  const events = Object.entries(heard) as [keyof typeof heard, typeof down][];
  for (const [name, hear] of events) element.addEventListener(name, hear);
  return () => {
    for (const [name, hear] of events) element.removeEventListener(name, hear);
  };
}
