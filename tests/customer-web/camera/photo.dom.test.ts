import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { takePhoto, type PhotoParts } from '../../../customer-web/camera/photo.ts';
import { ImitatedTrack } from '../support/track.ts';

/** Frames as the camera gives them: jsdom shows no video. */
const frames = vi.hoisted(() => ({ take: vi.fn() }));
vi.mock('../../../customer-web/camera/still-frame.ts', () => ({
  stillFrame: frames.take,
  jpegOf: vi.fn(),
}));

const photo = new Blob(['photo'], { type: 'image/jpeg' });
const cleaned = { blob: new Blob(['cleaned']), width: 4000, height: 3000 };
const frame = { blob: new Blob(['frame']), width: 3840, height: 2160 };
const usual = { width: { ideal: 1280 }, height: { ideal: 720 }, frameRate: { ideal: 30 } };

let track: ImitatedTrack;
beforeEach(() => {
  vi.useFakeTimers();
  can = {};
  photographs.mockReset();
  frames.take.mockReset().mockResolvedValue(frame);
  track = new ImitatedTrack('video', { width: 1280, height: 720 });
});
afterEach(() => vi.useRealTimers());

const photographs = vi.fn<(wish?: PhotoSettings) => Promise<Blob>>();
let can: Partial<PhotoCapabilities>;
const clean: PhotoParts['clean'] = async () => cleaned;
const take = (parts: Partial<PhotoParts>, signal = new AbortController().signal) =>
  takePhoto(
    track as unknown as MediaStreamTrack,
    { imageCapture: undefined, clean, ...parts },
    signal,
  );

/** A phone with its own way to the sensor, which answers so. */
function sensor(answer: () => Promise<Blob>) {
  return {
    imageCapture: class {
      getPhotoCapabilities = async () => can;
      takePhoto = photographs.mockImplementation(answer);
    } as never,
  };
}

describe('a photo', () => {
  it('comes from the sensor, cleaned of what is not to be seen', async () => {
    const cleans = vi.fn(clean);
    expect(await take({ ...sensor(async () => photo), clean: cleans })).toBe(cleaned);
    expect(cleans).toHaveBeenCalledExactlyOnceWith(photo, expect.any(Function));
    expect(track.told).toEqual([]);
  });

  it('is asked for as large as the sensor gives', async () => {
    const most = (max: number) => ({ max }) as MediaSettingsRange;
    can = { imageWidth: most(8000), imageHeight: most(6000) };
    await take(sensor(async () => photo));
    expect(photographs).toHaveBeenCalledExactlyOnceWith({ imageWidth: 8000, imageHeight: 6000 });
  });

  it('no larger than what is shown anyway gives way to a sharper frame', async () => {
    const small = { ...cleaned, width: 1280, height: 720 };
    const parts = { ...sensor(async () => photo), clean: async () => small };
    expect(await take(parts)).toBe(frame);
    frames.take.mockRejectedValue(new DOMException('', 'TimeoutError'));
    expect(await take(parts)).toBe(small);
  });

  it.each<[string, () => Promise<Blob>]>([
    ['refuses', () => Promise.reject(new Error('invalid state'))],
    ['never answers', () => new Promise(() => {})],
  ])('of a sensor that %s is the sharpest frame', async (_how, answer) => {
    const taken = take(sensor(answer));
    await vi.advanceTimersByTimeAsync(5_000);
    expect(await taken).toBe(frame);
  });

  it.each(['never answers', 'answers'])(
    'that is given up is none, at once, though the sensor %s',
    async (how) => {
      const givenUp = new AbortController();
      let answer = (_: Blob) => {};
      const taken = take(
        sensor(() => new Promise((resolve) => (answer = resolve))),
        givenUp.signal,
      );
      await vi.waitFor(() => expect(photographs).toHaveBeenCalled());
      givenUp.abort();
      if (how === 'answers') answer(photo);
      await expect(taken).rejects.toThrow();
      expect(frames.take).not.toHaveBeenCalled();
    },
  );

  it('that cannot be cleaned is never given away', async () => {
    const parts = { ...sensor(async () => photo), clean: async () => 'failed' as const };
    expect(await take(parts)).toBe(frame);
  });
});

describe('the sharpest frame', () => {
  it('is waited for at the most the camera gives, and the picture is as before afterwards', async () => {
    Object.assign(track.abilities, { width: { max: 4032 }, height: { max: 3024 } });
    expect(await take({})).toBe(frame);
    expect(track.told).toEqual([{ width: { ideal: 4032 }, height: { ideal: 3024 } }, usual]);
    expect(frames.take).toHaveBeenCalledExactlyOnceWith(track, expect.any(AbortSignal), {
      width: 1281,
      height: 721,
    });
  });

  it('of a camera that does not tell what it can is asked for in 4K', async () => {
    await take({});
    expect(track.told[0]).toEqual({ width: { ideal: 4096 }, height: { ideal: 2160 } });
  });

  it('of a camera that gives no more is a frame of the present size', async () => {
    frames.take.mockRejectedValueOnce(new DOMException('', 'TimeoutError'));
    expect(await take({})).toBe(frame);
    expect(frames.take).toHaveBeenLastCalledWith(track, expect.any(AbortSignal));
    expect(track.told.at(-1)).toEqual(usual);
  });

  it('of a camera that cannot be told anything is a frame of the present size', async () => {
    track.stubborn = true;
    expect(await take({})).toBe(frame);
    expect(frames.take).toHaveBeenCalledExactlyOnceWith(track, expect.any(AbortSignal));
  });
});
