import { wait } from '../../common/network/wait.ts';
import type { CameraState } from '../../common/showing/said.ts';

/**
 * When a camera is asked again what it can do, in ms after it was opened: Chrome on Android knows of
 * a torch and a zoom only once the first pictures have come.
 */
const ASK_AGAIN_MS = [300, 1_000, 3_000];

/** What a camera can do beyond a picture; most browsers tell only a part of it. */
interface Abilities {
  torch?: boolean;
  zoom?: { min?: number; max?: number; step?: number };
}

const abilitiesOf = (track: MediaStreamTrack) => (track.getCapabilities?.() ?? {}) as Abilities;

/** A wish as the browser takes it; in an `advanced` set, for a wish by itself is a condition in Chromium. */
const advanced = (wish: { torch: boolean } | { zoom: number }) =>
  ({ advanced: [wish] }) as MediaTrackConstraints;

/** The torch and the zoom of the camera that is open; null where it has none. */
export class TorchAndZoom {
  torch: boolean | null = $state(null);
  zoom: CameraState['zoom'] = $state.raw(null);
  #track: MediaStreamTrack | null = null;
  #onchange: () => void;
  #stop = new AbortController();
  /** The zoom that is wished for; while one is set, only the last of those that come counts. */
  #wanted: number | null = null;

  constructor(onchange: () => void) {
    this.#onchange = onchange;
  }

  /** From now on those of `track`, which begins with its torch off. */
  follow(track: MediaStreamTrack | null) {
    if (track === this.#track) return;
    this.#track = track;
    this.#wanted = null;
    this.torch = this.zoom = null;
    this.#stop.abort();
    this.#stop = new AbortController();
    if (track) void this.#ask(track, this.#stop.signal);
  }

  /** Turns the torch on or off; false where the camera does not do it. */
  async light(on: boolean): Promise<boolean> {
    const track = this.#track;
    if (!track || this.torch === null) return false;
    if (!(await this.#apply(track, { torch: on })) || track !== this.#track) return false;
    this.torch = track.getSettings().torch ?? on;
    this.#onchange();
    return this.torch === on;
  }

  /** Zooms as near to `to` as the camera can; false where it does not do it. */
  async zoomTo(to: number): Promise<boolean> {
    const track = this.#track;
    if (!track || !this.zoom) return false;
    const { min, max, step } = this.zoom;
    const near = Math.min(max, Math.max(min, to));
    const wanted = step > 0 ? Math.min(max, min + Math.round((near - min) / step) * step) : near;
    const underWay = this.#wanted !== null;
    this.#wanted = wanted;
    if (underWay) return true;
    let could = true;
    while (could && this.#wanted !== null && this.#wanted !== this.zoom?.now) {
      const now: number = this.#wanted;
      could = await this.#apply(track, { zoom: now });
      if (track !== this.#track) return false;
      if (could) this.zoom = { ...this.zoom!, now };
      this.#onchange();
    }
    this.#wanted = null;
    return could;
  }

  /** A photo may have turned the torch off. */
  async again() {
    if (this.torch) await this.light(true);
  }

  close() {
    this.#stop.abort();
    this.#track = null;
  }

  async #ask(track: MediaStreamTrack, signal: AbortSignal) {
    for (const after of [0, ...ASK_AGAIN_MS]) {
      if (after > 0) await wait(after, signal);
      if (signal.aborted) return;
      const { torch, zoom } = abilitiesOf(track);
      const settings = track.getSettings();
      if (torch && this.torch === null) this.torch = settings.torch ?? false;
      if (zoom?.max !== undefined && zoom.max > (zoom.min ?? 1) && !this.zoom) {
        const { min = 1, max, step = 0 } = zoom;
        this.zoom = { min, max, step, now: settings.zoom ?? min };
      }
      this.#onchange();
    }
  }

  async #apply(track: MediaStreamTrack, wish: { torch: boolean } | { zoom: number }) {
    try {
      await track.applyConstraints(advanced(wish));
      return true;
    } catch {
      return false;
    }
  }
}
