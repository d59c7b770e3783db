import { wait } from '../../common/network/wait.ts';
import type { NotTakenReason, StillKind } from '../../common/showing/said.ts';
import type { Taken } from '../../common/showing/stills/still.ts';
import type { OwnCamera } from './own-camera.svelte.ts';
import { takePhoto, type PhotoParts } from './photo.ts';
import { stillFrame } from './still-frame.ts';

/** At most one still is begun in this time, in ms, so that the customer can follow what is taken. */
export const TAKE_EVERY_MS = 1_000;

export interface StillTakerParts {
  camera: Pick<OwnCamera, 'video' | 'settled'>;
  photo: PhotoParts;
  /** Why no still can be had now; null where one can. */
  notNow(): NotTakenReason | null;
  /** A photo was tried: some phones put their torch out for it. */
  onPhoto(): void;
}

/** Takes stills with the phone's camera, or says why not. */
export interface StillTaker {
  /**
   * One at a time, and one in `TAKE_EVERY_MS`; of those that are asked for sooner only the last one
   * waits. What `signal` gives up before its turn is not taken.
   */
  take(how: StillKind, signal: AbortSignal): Promise<Taken | NotTakenReason>;
  /** To be called when the camera, or what may be had of it, is another: what is being taken may be over. */
  look(): void;
  /** Nothing is taken any more, and what is being taken is given up. */
  close(): void;
}

interface Asked {
  how: StillKind;
  signal: AbortSignal;
  done(taken: Taken | NotTakenReason): void;
}

export function stillTaker({ camera, photo, notNow, onPhoto }: StillTakerParts): StillTaker {
  const closing = new AbortController();
  let waiting: Asked | null = null;
  let isTaking = false;
  let nextAt = -Infinity;
  /** Looks whether what is being taken may still be had. */
  let look: () => unknown = () => {};

  async function takeFrom(track: MediaStreamTrack, { how, signal }: Asked) {
    const stop = new AbortController();
    const giveUp = () => stop.abort();
    let because: NotTakenReason | null = null;
    const whyNot = () => {
      because ??= notNow() ?? (camera.video === track ? null : 'failed');
      if (because) stop.abort();
      return because;
    };
    look = whyNot;
    for (const each of [signal, closing.signal]) each.addEventListener('abort', giveUp);
    try {
      nextAt = performance.now() + TAKE_EVERY_MS;
      const taken = await (how === 'frame'
        ? stillFrame(track, stop.signal)
        : takePhoto(track, photo, stop.signal));
      // It takes some seconds on some phones: whoever has paused meanwhile, were it for a moment,
      // shows nothing. What was taken before a pause goes on its way in it: it shows what was shared
      // at that moment, and the customer has seen that it was taken.
      return whyNot() ?? (stop.signal.aborted ? 'failed' : taken);
    } catch {
      return whyNot() ?? 'failed';
    } finally {
      look = () => {};
      for (const each of [signal, closing.signal]) each.removeEventListener('abort', giveUp);
      if (how === 'photo' && !closing.signal.aborted) onPhoto();
    }
  }

  async function takeNext(): Promise<void> {
    isTaking = true;
    while (waiting) {
      const early = nextAt - performance.now();
      if (early > 0) await wait(early, closing.signal);
      await camera.settled();
      // Meanwhile another one may have come in its place, or the end.
      if (!waiting) break;
      const asked: Asked = waiting;
      waiting = null;
      if (asked.signal.aborted) asked.done('failed');
      else {
        const because = notNow() ?? (camera.video ? null : 'off');
        asked.done(because ?? (await takeFrom(camera.video!, asked)));
      }
    }
    isTaking = false;
  }

  return {
    take: (how, signal) =>
      new Promise((done) => {
        waiting?.done('failed');
        waiting = null;
        if (closing.signal.aborted) return done('off');
        waiting = { how, signal, done };
        if (!isTaking) void takeNext();
      }),
    look: () => void look(),
    close() {
      closing.abort();
      waiting?.done('failed');
      waiting = null;
    },
  };
}
