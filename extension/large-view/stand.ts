/**
 * What the large view's window offers to the panel. The panel owns the call and draws into the window;
 * the window lives longer than a panel, and a panel that opens later finds it and draws again.
 */
export interface LargeViewStand {
  /** Where the panel draws; empty while no panel does. */
  readonly place: HTMLElement;
  /** A panel draws from now on; `browserWindow` is Chrome's id of the window that it is beside. */
  taken(panel: Window, browserWindow: number | undefined): void;
  /** The panel leaves, and says so while it still can. */
  left(): void;
}

declare global {
  interface Window {
    lensLargeView?: LargeViewStand;
  }
}

/** The page, from the extension's root. */
export const LARGE_VIEW_PAGE = 'extension/large-view/index.html';

/** How often the window looks whether the panel is still there, in ms: one that crashes says nothing. */
const LOOK_EVERY_MS = 500;

/** Makes the stand of a window; `onalone` is called at each change of whether no panel draws here. */
export function makeStand(
  place: HTMLElement,
  onalone: (alone: boolean, browserWindow: number | undefined) => void,
): LargeViewStand {
  let beside: number | undefined;
  let looking: ReturnType<typeof setInterval> | undefined;

  function left(): void {
    clearInterval(looking);
    // What a panel that is gone has drawn answers nobody.
    place.replaceChildren();
    onalone(true, beside);
  }

  return {
    place,
    taken(panel, browserWindow) {
      clearInterval(looking);
      beside = browserWindow;
      onalone(false, beside);
      looking = setInterval(() => panel.closed && left(), LOOK_EVERY_MS);
    },
    left,
  };
}
