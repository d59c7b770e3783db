import type { Page } from 'puppeteer';

/** What a test can do to the phone whose camera it supplies, and see of it. */
export interface SuppliedPhone {
  /** How many wake locks the page has asked for, and how many of them it holds. */
  awake: { asked: number; held: number };
  /** Another app takes the camera; given back, it goes on. */
  taken(taken: boolean): void;
  /** The phone is turned: its camera's picture is upright, or lies. */
  turn(upright: boolean): void;
  /** Photos from now on are noise, which no compression makes smaller: some 10 MB; or plain again. */
  photos(how: 'heavy' | 'plain'): Promise<void>;
  /** Photos from now on are this file, in base64. */
  photosAre(file: string): void;
  /** How often each kind of device was asked for. */
  asked: { video: number; audio: number };
}

declare global {
  interface Window {
    suppliedPhone: SuppliedPhone;
  }
}

/**
 * Runs in the page before its scripts: a phone with three lenses (main rear, wide rear, front), a torch
 * and a zoom, whose sensor gives photos of 4000x3000. Each lens shows a square of its own colour in
 * the middle: green the main one, blue the wide one, yellow the front one; the torch lights up the rest.
 * The microphone is the browser's own.
 */
export function supplyPhoneCamera(): void {
  const media = navigator.mediaDevices;
  const ownGetUserMedia = media.getUserMedia.bind(media);
  const lenses = [
    { deviceId: 'wide', label: 'camera2 2, facing back', colour: '#0040ff', facing: 'environment' },
    { deviceId: 'main', label: 'camera2 0, facing back', colour: '#00b400', facing: 'environment' },
    { deviceId: 'front', label: 'camera2 1, facing front', colour: '#ffee00', facing: 'user' },
  ];
  type Lens = (typeof lenses)[number];
  let upright = true;
  let taken = false;
  let open: { track: MediaStreamTrack; look: () => void } | null = null;

  function camera(lens: Lens): MediaStreamTrack {
    const canvas = document.createElement('canvas');
    const context = canvas.getContext('2d')!;
    const state = { torch: false, zoom: 1 };
    let frame = 0;
    const timer = setInterval(() => {
      [canvas.width, canvas.height] = upright ? [720, 1280] : [1280, 720];
      context.fillStyle = state.torch ? '#ffffff' : '#6d6d6d';
      context.fillRect(0, 0, canvas.width, canvas.height);
      context.fillStyle = '#2b2b2b';
      context.fillRect(((frame += 4) % canvas.width) - 20, 0, 20, 40);
      const size = 120 * state.zoom;
      context.fillStyle = lens.colour;
      context.fillRect((canvas.width - size) / 2, (canvas.height - size) / 2, size, size);
    }, 33);
    const track = canvas.captureStream(30).getVideoTracks()[0]!;
    const stop = track.stop.bind(track);
    Object.assign(track, {
      stop() {
        clearInterval(timer);
        stop();
      },
      getCapabilities: () => ({
        deviceId: lens.deviceId,
        width: { min: 1, max: 4000 },
        height: { min: 1, max: 3000 },
        ...(lens.facing === 'environment' && { torch: true, zoom: { min: 1, max: 5, step: 0.5 } }),
      }),
      getSettings: () => ({
        deviceId: lens.deviceId,
        facingMode: lens.facing,
        width: canvas.width,
        height: canvas.height,
        ...state,
      }),
      async applyConstraints({ advanced = [] }: { advanced?: Partial<typeof state>[] }) {
        Object.assign(state, ...advanced);
      },
    });
    Object.defineProperty(track, 'muted', { get: () => taken });
    open = { track, look: () => track.dispatchEvent(new Event(taken ? 'mute' : 'unmute')) };
    return track;
  }

  const exactOf = (wanted: unknown) =>
    typeof wanted === 'object' && wanted ? (wanted as { exact?: string }).exact : wanted;
  media.getUserMedia = async ({ video, audio } = {}) => {
    const stream = new MediaStream();
    if (video) {
      window.suppliedPhone.asked.video += 1;
      const { deviceId = undefined, facingMode = undefined } = video === true ? {} : video;
      const lens =
        lenses.find((each) => each.deviceId === exactOf(deviceId)) ??
        lenses.find((each) => each.facing === exactOf(facingMode)) ??
        lenses[0]!;
      // As a phone does: one camera at a time.
      if (open?.track.readyState === 'live') throw new DOMException('in use', 'NotReadableError');
      stream.addTrack(camera(lens));
    }
    if (audio) {
      window.suppliedPhone.asked.audio += 1;
      for (const track of (await ownGetUserMedia({ audio })).getTracks()) stream.addTrack(track);
    }
    return stream;
  };
  media.enumerateDevices = async () =>
    lenses.map(
      ({ deviceId, label }) =>
        ({ deviceId, label, kind: 'videoinput', groupId: '' }) as MediaDeviceInfo,
    );
  /** Of 12 megapixels; made ahead, because a sensor is quicker than this computer. */
  async function photo(paint: (context: CanvasRenderingContext2D) => void): Promise<Blob> {
    const canvas = document.createElement('canvas');
    [canvas.width, canvas.height] = [4000, 3000];
    paint(canvas.getContext('2d')!);
    return await new Promise((resolve) =>
      canvas.toBlob((blob) => resolve(blob!), 'image/jpeg', 0.9),
    );
  }
  const paints = {
    plain(context: CanvasRenderingContext2D) {
      context.fillStyle = '#b00040';
      context.fillRect(0, 0, 4000, 3000);
    },
    heavy(context: CanvasRenderingContext2D) {
      const noise = context.createImageData(4000, 3000);
      for (let from = 0; from < noise.data.length; from += 65_536)
        crypto.getRandomValues(noise.data.subarray(from, from + 65_536));
      context.putImageData(noise, 0, 0);
    },
  };
  let next = photo(paints.plain);
  Object.assign(window, {
    ImageCapture: class {
      getPhotoCapabilities = async () => ({
        imageWidth: { max: 4000 },
        imageHeight: { max: 3000 },
      });
      takePhoto = () => next;
    },
  });

  const awake = { asked: 0, held: 0 };
  Object.defineProperty(navigator, 'wakeLock', {
    value: {
      async request() {
        awake.asked += 1;
        awake.held += 1;
        const lock = new EventTarget();
        return Object.assign(lock, {
          released: false,
          async release() {
            if ((lock as { released?: boolean }).released) return;
            Object.assign(lock, { released: true });
            awake.held -= 1;
            lock.dispatchEvent(new Event('release'));
          },
        });
      },
    },
  });
  window.suppliedPhone = {
    awake,
    asked: { video: 0, audio: 0 },
    taken(now) {
      taken = now;
      open?.look();
    },
    turn: (now) => void (upright = now),
    async photos(how) {
      next = photo(paints[how]);
      await next;
    },
    photosAre(file) {
      const bytes = Uint8Array.from(atob(file), (letter) => letter.charCodeAt(0));
      next = Promise.resolve(new Blob([bytes], { type: 'image/jpeg' }));
    },
  };
}

/** Asks the phone, or does something to it. */
export const phone = <T>(page: Page, ask: (phone: SuppliedPhone) => T): Promise<T> =>
  page.evaluate(`(${ask.toString()})(window.suppliedPhone)`) as Promise<T>;
