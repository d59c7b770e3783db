import { mount, unmount, type Component } from 'svelte';
import { hearInputs, seldom } from '../idle/inputs.ts';
import type { LargeViewStand } from '../../large-view/stand.ts';

/** How long a window that was just opened may take until it can be drawn into, in ms. */
const READY_WITHIN_MS = 10_000;
/** How often it is looked whether the technician has closed it, or loaded its page again, in ms. */
const LOOK_EVERY_MS = 250;

/** The windows of large views, as Chrome gives them. */
export interface LargeViewWindows {
  /** Opens one; null where Chrome does not let it. */
  open(): Window | null;
  /** Those that are open: one may be left from a panel that was closed. */
  all(): Window[];
  /** Chrome's id of the window that this panel is beside. */
  besideWindow(): Promise<number | undefined>;
}

export interface LargeWindowOptions {
  windows: LargeViewWindows;
  /** Something was done in the large view: somebody is there. */
  oninput(): void;
}

/** The large view: a window of its own, in which this panel draws; this panel's Svelte, its objects. */
export class LargeWindow<Props extends Record<string, unknown>> {
  /** It is open, and shows the picture. */
  shown: boolean = $state(false);
  /** Chrome did not let it open. */
  refused: boolean = $state(false);
  #options: LargeWindowOptions;
  #view: Component<Props>;
  #props: Props;
  #window: Window | null = null;
  #drawn: (() => void) | null = null;

  constructor(view: Component<Props>, props: Props, options: LargeWindowOptions) {
    this.#view = view;
    this.#props = props;
    this.#options = options;
  }

  /** The session is live in this panel: a window that a former panel has left gets its picture back. */
  begin(): void {
    const [waiting] = this.#options.windows.all();
    if (waiting && !this.#window) void this.#drawInto(waiting);
  }

  /** Opens it, or brings it to the front. */
  open(): void {
    this.refused = false;
    if (this.#window && !this.#window.closed) return this.#window.focus();
    const opened = this.#options.windows.open();
    if (opened) void this.#drawInto(opened);
    else this.refused = true;
  }

  /** Brings the picture back into the panel, and closes the window: also one that a former panel has left. */
  close(): void {
    this.#leave();
    for (const window of this.#options.windows.all()) window.close();
  }

  /** This document is going: the window stays, says so, and waits for the next panel. */
  abandon(): void {
    const stand = this.#window && standIn(this.#window);
    this.#leave();
    if (stand && stand !== 'elsewhere') stand.left();
  }

  async #drawInto(window: Window): Promise<void> {
    this.#window = window;
    const stand = await ready(window);
    if (this.#window !== window) return;
    if (!stand) return this.close();
    const beside = await this.#options.windows.besideWindow();
    if (this.#window !== window) return;
    stand.taken(globalThis.window, beside);
    copyStyles(window.document);
    const component = mount(this.#view, { target: stand.place, props: this.#props });
    const stopHearing = hearInputs(
      window,
      seldom(() => this.#options.oninput()),
    );
    const looking = setInterval(() => {
      const other = standIn(window);
      if (window.closed || other === 'elsewhere') return this.#leave();
      // Loaded again, its page is another one, and empty.
      if (!other || other === stand) return;
      this.#leave();
      void this.#drawInto(window);
    }, LOOK_EVERY_MS);
    this.#drawn = () => {
      clearInterval(looking);
      stopHearing();
      void unmount(component);
    };
    this.shown = true;
  }

  #leave(): void {
    this.#drawn?.();
    this.#drawn = null;
    this.#window = null;
    this.shown = false;
  }
}

/**
 * The stand in a window, null while its page is not there yet; `elsewhere` where the window was led to
 * a page that is not this extension's, of which nothing can be read.
 */
function standIn(window: Window): LargeViewStand | 'elsewhere' | null {
  try {
    return window.lensLargeView ?? null;
  } catch {
    return 'elsewhere';
  }
}

/** The stand of a window, once its page is there; null for one that was closed, or never came. */
async function ready(window: Window): Promise<LargeViewStand | null> {
  const until = Date.now() + READY_WITHIN_MS;
  while (!window.closed && Date.now() < until) {
    const stand = standIn(window);
    if (stand === 'elsewhere') return null;
    if (stand) return stand;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  return null;
}

/** The panel's components bring their styles along: what is drawn there is theirs. */
function copyStyles(to: Document): void {
  for (const old of to.querySelectorAll('[data-of-panel]')) old.remove();
  for (const style of document.querySelectorAll('link[rel="stylesheet"], style')) {
    const copy = to.importNode(style, true) as HTMLElement;
    copy.dataset.ofPanel = '';
    to.head.append(copy);
  }
}
