import { flushSync, mount, unmount } from 'svelte';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { createPaper } from '../../../common/showing/drawing/paper.ts';
import Drawing from '../../../common/ui/Drawing.svelte';
import { recordingContext, RecordingPath } from '../showing/drawing/recording.ts';
import { changing } from './changing.svelte.ts';
import { fakeWindow } from './fake-window.ts';

const shown = new Set<Record<string, unknown>>();
afterEach(async () => {
  for (const each of shown) await unmount(each);
  shown.clear();
  vi.restoreAllMocks();
  vi.unstubAllGlobals();
});

describe('what is drawn', () => {
  function drawing() {
    const around = fakeWindow({ width: 300, height: 200 });
    const frames = new Map<number, FrameRequestCallback>();
    vi.stubGlobal('requestAnimationFrame', (paint: FrameRequestCallback) => {
      frames.set(frames.size + 1, paint);
      return frames.size;
    });
    vi.stubGlobal('cancelAnimationFrame', (id: number) => void frames.delete(id));
    vi.stubGlobal('devicePixelRatio', 2);
    vi.stubGlobal('Path2D', RecordingPath);
    const { context, painted } = recordingContext();
    vi.spyOn(HTMLCanvasElement.prototype, 'getContext').mockImplementation(
      (() => context) as never,
    );
    const paper = createPaper();
    const listening = new Set<() => void>();
    const subscribe = vi.spyOn(paper, 'subscribe').mockImplementation((listener) => {
      listening.add(listener);
      return () => void listening.delete(listener);
    });
    const props = changing({
      paper,
      board: 0,
      picture: { width: 4, height: 3 },
      how: 'contain' as const,
    });
    const view = mount(Drawing, { target: document.body, props });
    shown.add(view);
    flushSync();
    const frame = () => {
      const due = [...frames.values()];
      frames.clear();
      due.forEach((paint) => paint(0));
    };
    const canvas = document.querySelector('canvas')!;
    return { ...{ around, frames, frame, painted, paper, listening, subscribe, props, canvas } };
  }

  it('has as many pixels as the screen, and a new number of them where the screen is another', () => {
    const { frame, canvas, around } = drawing();
    frame();
    expect([canvas.width, canvas.height]).toEqual([600, 400]);
    vi.stubGlobal('devicePixelRatio', 3);
    around.queries.forEach((changed) => changed());
    frame();
    expect([canvas.width, canvas.height]).toEqual([900, 600]);
  });

  it('is painted once for any number of changes, and not without one', () => {
    const { frame, frames, listening, painted, props } = drawing();
    frame();
    expect(frames.size).toBe(0);
    painted.length = 0;
    for (const tell of [...listening, ...listening]) tell();
    expect(frames.size).toBe(1);
    frame();
    expect(painted.length).toBeGreaterThan(0);
    expect(frames.size).toBe(0);
    props.board = 5;
    flushSync();
    expect(frames.size).toBe(1);
  });

  it('says nothing to a screen reader', () => {
    expect(drawing().canvas.getAttribute('aria-hidden')).toBe('true');
  });

  it('leaves nothing behind', async () => {
    const { around, frames, listening } = drawing();
    expect([listening.size, around.observers.size, around.queries.size]).toEqual([1, 1, 1]);
    for (const each of shown) await unmount(each);
    shown.clear();
    expect([listening.size, around.observers.size, around.queries.size]).toEqual([0, 0, 0]);
    expect(frames.size).toBe(0);
  });
});
