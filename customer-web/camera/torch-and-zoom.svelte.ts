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

const nextFrame = () => new Promise(requestAnimationFrame);

/** The torch and the zoom of the camera that is open; null where it has none. */
export class TorchAndZoom {
  torch: boolean | null = $state(null);
  zoom: CameraState['zoom'] = $state.raw(null);
  #track: MediaStreamTrack | null = null;
  #onchange: () => void;
  #stop = new AbortController();
  /** What is wished for; while one is set, only the last of those that come counts. */
  #wantedLight: boolean | null = null;
  #wanted: number | null = null;

  constructor(onchange: () => void) {
    this.#onchange = onchange;
  }

  /** From now on those of `track`, which begins with its torch off. */
  follow(track: MediaStreamTrack | null) {
    if (track === this.#track) return;
    this.#track = track;
    this.#wanted = this.#wantedLight = null;
    this.torch = this.zoom = null;
    this.#stop.abort();
    this.#stop = new AbortController();
    if (track) void this.#ask(track, this.#stop.signal);
  }

  /** Turns the torch on or off; false where the camera does not do it. */
  async light(on: boolean): Promise<boolean> {
    const track = this.#track;
    if (!track || this.torch === null) return false;
    const underWay = this.#wantedLight !== null;
    this.#wantedLight = on;
    if (underWay) return true;
    let now: boolean;
    let could: boolean;
    do {
      now = this.#wantedLight;
      could = await this.#apply(track, { torch: now });
      if (track !== this.#track) return false;
      if (could) this.torch = track.getSettings().torch ?? now;
      // Another wish may have come meanwhile: a light that comes on after a pause goes out again.
    } while (now !== this.#wantedLight);
    this.#wantedLight = null;
    this.#onchange();
    return could && this.torch === now;
  }

  /** Off with it, and with one that is only about to come on. */
  putOut() {
    if (this.torch || this.#wantedLight) void this.light(false);
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
      // Another lens looks by now: what was wished of the former one is no failure of the camera.
      if (track !== this.#track) return could;
      if (could) this.zoom = { ...this.zoom!, now };
      this.#onchange();
      // A picture shows no more steps than it has frames.
      await nextFrame();
      if (track !== this.#track) return could;
    }
    this.#wanted = null;
    return could;
  }

  /** A photo may have turned the torch off. */
  async again() {
    // Whatever is just being done to it, that a photo did not undo.
    if (this.torch && this.#wantedLight === null) await this.light(true);
  }

  close() {
    // Whoever is gone lights nothing any more; said by itself, for nothing runs on after this.
    if (this.#track && (this.torch || this.#wantedLight))
      void this.#apply(this.#track, { torch: false });
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
