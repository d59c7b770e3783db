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
    expect(buttons()).toEqual(['Leave', 'Pause', 'Mute', 'Torch', 'Camera']);
    for (const word of ['Pause', 'Mute', 'Torch', 'Camera']) press(word);
    for (const done of Object.values(act)) expect(done).toHaveBeenCalledOnce();
  });

  it('leave out what the phone cannot do', () => {
    expect(showLive('live').buttons()).toEqual(['Leave', 'Pause', 'Mute']);
  });

  it('stay where they are while a lens without a torch looks', () => {
    const { buttons, becomes } = showLive('all');
    const places = () =>
      [...document.querySelector('.controls')!.children].map((each) => each.textContent?.trim());
    becomes({ torch: null });
    expect(buttons()).toEqual(['Leave', 'Pause', 'Mute', 'Camera']);
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
