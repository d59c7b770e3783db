import { flushSync, mount, unmount } from 'svelte';
import { afterEach, expect, it, vi } from 'vitest';
import { createPaper } from '../../../common/showing/drawing/paper.ts';
import { createPen } from '../../../common/showing/drawing/pen.ts';
import { LIVE } from '../../../common/showing/said.ts';
import type { Still } from '../../../common/showing/stills/still.ts';
import type { TechnicianShowingView } from '../../../common/showing/technician.ts';
import TechnicianStage from '../../../common/ui/TechnicianStage.svelte';
import { changing } from './changing.svelte.ts';
import { fakeWindow, pointerEvent } from './fake-window.ts';

let takeDown = async () => {};
afterEach(async () => {
  await takeDown();
  vi.restoreAllMocks();
  vi.unstubAllGlobals();
});

const photo: Still = {
  ...{ id: 4, how: 'photo', blob: new Blob(['jpeg']), width: 300, height: 400, takenAt: 0 },
};

function stage() {
  fakeWindow({ width: 300, height: 400 });
  vi.spyOn(HTMLCanvasElement.prototype, 'getContext').mockReturnValue(null);
  Object.assign(URL, { createObjectURL: () => 'blob:1', revokeObjectURL() {} });
  const paper = createPaper();
  let view = { board: LIVE, stills: [] as readonly Still[] } as TechnicianShowingView;
  const listeners = new Set<() => void>();
  const showing = {
    paper,
    pen: createPen(paper, { send() {}, glimpse() {} }),
    view: () => view,
    subscribe(listener: () => void) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
  };
  const props = changing({
    ...{ stream: null, showing, label: 'Picture of Ada', language: 'en' as const },
    ...{ covered: false, tool: 'number' as const },
  });
  const shown = mount(TechnicianStage, { target: document.body, props });
  takeDown = () => unmount(shown);
  flushSync();
  const video = document.querySelector('video')!;
  function become(next: Partial<TechnicianShowingView>): void {
    view = { ...view, ...next };
    listeners.forEach((tell) => tell());
    flushSync();
  }
  /** The picture's size as the phone sends it now. */
  function turn(videoWidth: number, videoHeight: number): void {
    for (const [name, value] of Object.entries({ videoWidth, videoHeight }))
      Object.defineProperty(video, name, { value, configurable: true });
    video.dispatchEvent(new Event('resize'));
    flushSync();
  }
  function click(x: number, y: number): void {
    for (const type of ['pointerdown', 'pointerup'])
      document.querySelector('[role=application]')!.dispatchEvent(pointerEvent(type, x, y));
  }
  const isHidden = () => video.closest('.hidden') !== null;
  const pad = () => document.querySelector('[role=application]');
  const marks = (board: number) => paper.board(board).marks();
  return { ...{ props, become, turn, click, isHidden, pad, marks, listeners } };
}

it('a technician draws on the live picture once there is one, also after the phone was turned', () => {
  const { turn, click, pad, marks } = stage();
  expect(pad()).toBeNull();
  turn(300, 400);
  click(75, 100);
  turn(400, 300);
  // The picture is 225 px high now, in the middle of 400.
  click(75, 87.5 + 56.25);
  expect(marks(LIVE)).toMatchObject([{ at: [2_500, 2_500] }, { at: [2_500, 2_500] }]);
});

it('a picture that is not live is covered, and nothing is drawn on it', () => {
  const { turn, props, isHidden, pad } = stage();
  turn(300, 400);
  expect([isHidden(), pad() !== null]).toEqual([false, true]);
  props.covered = true;
  flushSync();
  expect([isHidden(), pad()]).toEqual([true, null]);
});

it('a still is shown in place of the live picture, drawn on by itself, and gone with it', () => {
  const { become, props, click, isHidden, marks, turn } = stage();
  turn(300, 400);
  props.covered = true;
  become({ board: photo.id, stills: [photo] });
  expect(document.querySelector('img')!.alt).toBe('Photo');
  expect(isHidden()).toBe(true);
  click(150, 200);
  expect(marks(photo.id)).toMatchObject([{ at: [5_000, 5_000] }]);
  expect(marks(LIVE)).toEqual([]);
  props.covered = false;
  become({ board: LIVE });
  expect([isHidden(), document.querySelector('img')]).toEqual([false, null]);
});

it('each picture is looked at whole first', () => {
  const { become } = stage();
  const press = (name: string) => {
    document.querySelector<HTMLElement>(`[aria-label="${name}"]`)!.click();
    flushSync();
  };
  const width = () => document.querySelector('img')!.style.width;
  become({ board: photo.id, stills: [photo] });
  press('Zoom in');
  expect(width()).toBe('450px');
  become({ stills: [photo, { ...photo, id: 5 }], board: 5 });
  expect(width()).toBe('300px');
  press('Zoom in');
  press('Show the whole picture');
  expect(width()).toBe('300px');
});

it('a stage that is gone listens to nothing', async () => {
  const { listeners } = stage();
  expect(listeners.size).toBe(1);
  await takeDown();
  takeDown = async () => {};
  await vi.waitFor(() => expect(listeners.size).toBe(0));
});
