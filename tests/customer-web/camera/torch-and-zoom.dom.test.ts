import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { TorchAndZoom } from '../../../customer-web/camera/torch-and-zoom.svelte.ts';
import { ImitatedTrack } from '../support/track.ts';

let light: TorchAndZoom;
const changed = vi.fn();
beforeEach(() => {
  vi.useFakeTimers();
  light = new TorchAndZoom(changed);
});
afterEach(() => {
  light.close();
  vi.useRealTimers();
});

function cameraWith(abilities: ImitatedTrack['abilities']) {
  const track = new ImitatedTrack('video');
  track.abilities = abilities;
  light.follow(track as unknown as MediaStreamTrack);
  return track;
}
const zoom = { min: 1, max: 8, step: 0.5 };
async function afterFrames<T>(done: Promise<T>): Promise<T> {
  await vi.advanceTimersByTimeAsync(100);
  return done;
}

describe('a camera', () => {
  it('without torch and zoom has neither, and does neither', async () => {
    const track = cameraWith({});
    expect([light.torch, light.zoom]).toEqual([null, null]);
    expect([await light.light(true), await light.zoomTo(2)]).toEqual([false, false]);
    expect(track.told).toEqual([]);
  });

  it('that cannot zoom, because nearest and farthest are the same, has no zoom', () => {
    cameraWith({ zoom: { min: 1, max: 1, step: 1 } });
    expect(light.zoom).toBeNull();
  });

  it('is asked again, because it may know only later what it can do', async () => {
    const track = cameraWith({});
    track.abilities = { torch: true, zoom };
    await vi.advanceTimersByTimeAsync(300);
    expect(light.torch).toBe(false);
    expect(light.zoom).toEqual({ ...zoom, now: 1 });
  });

  it('begins with its torch off after another one had it on', async () => {
    cameraWith({ torch: true });
    await light.light(true);
    expect(light.torch).toBe(true);
    cameraWith({ torch: true });
    expect(light.torch).toBe(false);
  });
});

describe('the torch', () => {
  it('goes on and off, and says so', async () => {
    const track = cameraWith({ torch: true });
    changed.mockClear();
    expect(await light.light(true)).toBe(true);
    expect(light.torch).toBe(true);
    expect(await light.light(false)).toBe(true);
    expect(track.told).toEqual([{ torch: true }, { torch: false }]);
    expect(changed).toHaveBeenCalledTimes(2);
  });

  it('that comes on after it was put out goes out again', async () => {
    const track = cameraWith({ torch: true });
    const goesOn = light.light(true);
    light.putOut();
    await goesOn;
    expect(track.told).toEqual([{ torch: true }, { torch: false }]);
    expect(light.torch).toBe(false);
  });

  it('that is being put out while a photo ends is not lit again', async () => {
    const track = cameraWith({ torch: true });
    await light.light(true);
    light.putOut();
    await light.again();
    await vi.waitFor(() => expect(light.torch).toBe(false));
    expect(track.settings).toMatchObject({ torch: false });
  });

  it('goes out with the call, also where it is only about to come on', async () => {
    const track = cameraWith({ torch: true });
    const goesOn = light.light(true);
    light.close();
    expect(await goesOn).toBe(false);
    expect(track.told).toEqual([{ torch: true }, { torch: false }]);
  });

  it('that the camera does not light is refused', async () => {
    cameraWith({ torch: true }).stubborn = true;
    expect(await light.light(true)).toBe(false);
    expect(light.torch).toBe(false);
  });
});

describe('the zoom', () => {
  it.each([
    [0.2, 1],
    [3.3, 3.5],
    [99, 8],
  ])('to %d goes to %d, within what the camera can and in its steps', async (to, told) => {
    const track = cameraWith({ zoom });
    expect(await afterFrames(light.zoomTo(to))).toBe(true);
    expect(light.zoom?.now).toBe(told);
    expect(track.told).toEqual(told === 1 ? [] : [{ zoom: told }]);
  });

  it('of fingers that move faster than the camera skips what lies between', async () => {
    const track = cameraWith({ zoom });
    await afterFrames(Promise.all([2, 3, 4, 5].map((to) => light.zoomTo(to))));
    expect(track.told).toEqual([{ zoom: 2 }, { zoom: 5 }]);
    expect(light.zoom?.now).toBe(5);
  });

  it('takes no more than one step for each frame', async () => {
    const track = cameraWith({ zoom });
    for (let to = 2; to <= 8; to += 0.5) {
      void light.zoomTo(to);
      await Promise.resolve();
    }
    expect(track.told).toEqual([{ zoom: 2 }]);
    vi.advanceTimersToNextFrame();
    await vi.waitFor(() => expect(track.told).toEqual([{ zoom: 2 }, { zoom: 8 }]));
  });

  it('that the camera does not do is refused, and the next one is tried', async () => {
    const track = cameraWith({ zoom });
    track.stubborn = true;
    expect(await afterFrames(light.zoomTo(2))).toBe(false);
    track.stubborn = false;
    expect(await afterFrames(light.zoomTo(2))).toBe(true);
  });
});
