import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import CrossHair from '../../../../common/ui/CrossHair.svelte';
import { makeStand } from '../../../../extension/large-view/stand.ts';
import { LargeWindow } from '../../../../extension/panel/large-view/large-window.svelte.ts';

/** What is drawn: anything of the panel's. */
type Cross = { x: number; y: number; pressed: boolean };

/** Windows as Chrome opens them: here each is a frame of this page. */
let frames: HTMLIFrameElement[];
let large: LargeWindow<Cross>;
/** Chrome's answer to which window the panel is beside. */
let beside: Promise<number>;

beforeEach(() => {
  vi.useFakeTimers();
  frames = [];
  beside = Promise.resolve(1);
  const open = () => {
    const frame = document.createElement('iframe');
    document.body.append(frame);
    frames.push(frame);
    const view = frame.contentWindow!;
    view.close = () => frame.remove();
    loads();
    return view as unknown as Window;
  };
  large = new LargeWindow<Cross>(
    CrossHair,
    { x: 1, y: 1, pressed: false },
    {
      windows: {
        open,
        all: () => frames.filter(({ isConnected }) => isConnected).map((it) => it.contentWindow!),
        besideWindow: () => beside,
      },
      oninput() {},
    },
  );
});
afterEach(() => {
  large.close();
  vi.useRealTimers();
});

/** The window's page is there, or is another one. */
function loads(): void {
  const view = frames.at(-1)!.contentWindow!;
  const place = view.document.createElement('div');
  view.document.body.replaceChildren(place);
  view.lensLargeView = makeStand(place, () => {});
}
const drawn = () => frames.at(-1)!.contentDocument!.querySelectorAll('svg');

describe('the large view', () => {
  it('is drawn into the window that was opened', async () => {
    large.open();
    await vi.advanceTimersByTimeAsync(100);
    expect([large.shown, drawn().length]).toEqual([true, 1]);
  });

  it('is drawn anew where its page is loaded again', async () => {
    large.open();
    await vi.advanceTimersByTimeAsync(100);
    loads();
    expect(drawn()).toHaveLength(0);
    await vi.advanceTimersByTimeAsync(500);
    expect([large.shown, drawn().length]).toEqual([true, 1]);
  });

  it('that was led to a web page is not read: the picture comes back, and the panel closes as ever', async () => {
    const lead = () =>
      Object.defineProperty(frames.at(-1)!.contentWindow!, 'lensLargeView', {
        get() {
          throw new DOMException('Blocked a frame with origin', 'SecurityError');
        },
      });
    large.open();
    await vi.advanceTimersByTimeAsync(100);
    lead();
    await vi.advanceTimersByTimeAsync(500);
    expect(large.shown).toBe(false);
    large.open();
    await vi.advanceTimersByTimeAsync(100);
    expect(large.shown).toBe(true);
    lead();
    expect(() => large.abandon()).not.toThrow();
    expect(large.shown).toBe(false);
  });

  it('that is closed while it opens is not shown', async () => {
    let tell = (_id: number) => {};
    beside = new Promise((resolve) => (tell = resolve));
    large.open();
    await vi.advanceTimersByTimeAsync(100);
    large.close();
    tell(1);
    await vi.advanceTimersByTimeAsync(0);
    expect(large.shown).toBe(false);
  });
});
