import { flushSync } from 'svelte';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createPaper } from '../../../common/showing/drawing/paper.ts';
import type { Still } from '../../../common/showing/stills/still.ts';
import { showLive } from '../support/live-screen.svelte.ts';

beforeEach(() => vi.useFakeTimers());
afterEach(() => {
  vi.useRealTimers();
  vi.restoreAllMocks();
});

const aStill = (): Still => ({
  id: 7,
  how: 'photo',
  blob: new Blob(['x']),
  width: 4000,
  height: 3000,
  takenAt: Date.now(),
});

describe('the controls', () => {
  it('are four where the phone can do all, and do what they say', () => {
    const { buttons, press, act } = showLive('all');
    const words = ['Pause', 'Mute', 'Torch', 'Camera'];
    expect(buttons()).toEqual(['Encryption', 'Leave', 'Zoom in', 'Zoom out', ...words]);
    for (const word of ['Zoom in', ...words]) press(word);
    const { tellChanged, seeChanged, ...controls } = act;
    for (const done of Object.values(controls)) expect(done).toHaveBeenCalledOnce();
    for (const other of [tellChanged, seeChanged]) expect(other).not.toHaveBeenCalled();
  });

  it('leave out what the phone cannot do', () => {
    expect(showLive('live').buttons()).toEqual(['Encryption', 'Leave', 'Pause', 'Mute']);
  });

  it('stay where they are while a lens without a torch looks', () => {
    const { buttons, becomes } = showLive('all');
    const places = () =>
      [...document.querySelector('.controls')!.children].map((each) => each.textContent?.trim());
    becomes({ torch: null });
    expect(buttons()).not.toContain('Torch');
    expect(places()).toEqual(['Pause', 'Mute', '', 'Camera']);
    becomes({ torch: false });
    expect(places()).toEqual(['Pause', 'Mute', 'Torch', 'Camera']);
  });

  it('of a paused picture say so, and bring it back', () => {
    const { buttons, text } = showLive('paused');
    expect(buttons()).toContain('Resume');
    expect(text()).toContain('Paused');
    expect(text()).not.toContain('Shared with Anna');
    expect(text()).toContain('Anna does not see your picture');
  });
});

describe('the zoom', () => {
  const zoom = { min: 1, max: 7, step: 0.1, now: 1 };

  it('is had by a touch or a key too, from one end to the other in twelve', () => {
    const { press, act, becomes, text } = showLive('all', { zoom });
    let presses = 0;
    for (let { now } = zoom; now < zoom.max; presses += 1) {
      becomes({ zoom: { ...zoom, now } });
      press('Zoom in');
      [now] = act.zoomTo.mock.lastCall!;
    }
    expect(presses).toBe(12);
    becomes({ zoom: { ...zoom, now: 7 } });
    expect(text()).toContain('7.0×');
    press('Zoom out');
    expect(act.zoomTo.mock.lastCall![0]).toBe(6.5);
  });

  it('is not to be had where nobody would see it: behind a still, or of a camera that is paused', () => {
    const { buttons, becomes } = showLive('all', { zoom: { ...zoom, now: 4 } });
    const usable = () =>
      [...document.querySelectorAll<HTMLButtonElement>('.zoom button')].filter(
        ({ disabled }) => !disabled,
      ).length;
    expect(usable()).toBe(2);
    becomes({ camera: 'paused' });
    expect(usable()).toBe(0);
    becomes({ camera: 'live', still: aStill() });
    expect(buttons()).not.toContain('Zoom in');
  });
});

describe('a camera that another app has taken', () => {
  it('is not said to be shared, but why not, and that it comes back by itself', () => {
    const { text, becomes } = showLive('taken');
    expect(text()).toContain('Not shared now');
    expect(text()).not.toContain('Shared with Anna');
    expect(text()).toContain(
      'Another app or a call is using your camera. It comes back by itself.',
    );
    becomes({ camera: 'live' });
    expect(text()).toContain('Shared with Anna');
  });
});

describe('the live picture', () => {
  it('is whole from the first mark on, so that none stands beside what is seen', () => {
    const paper = createPaper();
    const { isWhole } = showLive('live', { paper });
    expect(isWhole()).toBe(false);
    paper.take({
      type: 'mark',
      board: 0,
      mark: 1,
      shape: { kind: 'number', at: [0, 0], number: 1 },
    });
    vi.advanceTimersToNextFrame();
    flushSync();
    expect(isWhole()).toBe(true);
    paper.take({ type: 'erase', board: 0, upTo: 1 });
    vi.advanceTimersToNextFrame();
    vi.advanceTimersByTime(9_000);
    flushSync();
    expect(isWhole()).toBe(true);
    vi.advanceTimersByTime(1_000);
    flushSync();
    expect(isWhole()).toBe(false);
  });

  it('is looked at once for each frame, however much is said of it', () => {
    const paper = createPaper();
    const looks = vi.spyOn(paper, 'isEmpty');
    const { isWhole } = showLive('live', { paper });
    looks.mockClear();
    for (let from = 0; from < 100; from += 1)
      paper.take({ type: 'stroke', board: 0, mark: 1, from, places: [[from, 0]] });
    vi.advanceTimersToNextFrame();
    flushSync();
    expect(isWhole()).toBe(true);
    expect(looks).toHaveBeenCalledOnce();
  });

  it('gives way to the still that the technician shows, and is known to go on', () => {
    const { becomes, text } = showLive('live');
    becomes({ still: aStill() });
    expect(document.querySelector('img')?.alt).toBe('Anna is showing you this picture');
    expect(text()).toContain('Your camera stays shared');
    becomes({ still: null });
    expect(document.querySelector('img')).toBeNull();
  });
});

describe('a picture that was taken', () => {
  it('is seen and said, and how many were', () => {
    const { becomes, text } = showLive('live');
    becomes({ taken: { last: aStill(), count: 1 } });
    expect(text()).toContain('Anna took a picture');
    expect(document.querySelector('[role=status] img')).not.toBeNull();
    becomes({ taken: { last: aStill(), count: 3 } });
    expect(text()).toContain('Anna took 3 pictures');
    becomes({ taken: null });
    expect(text()).not.toContain('Anna took');
  });
});
