import { flushSync, mount, unmount } from 'svelte';
import type { Language } from '../../../../common/contract/views.ts';
import { createPaper } from '../../../../common/showing/drawing/paper.ts';
import { createPen } from '../../../../common/showing/drawing/pen.ts';
import type { Place, Size } from '../../../../common/showing/place.ts';
import { LIVE } from '../../../../common/showing/said.ts';
import type { Still } from '../../../../common/showing/stills/still.ts';
import type { TechnicianShowingView } from '../../../../common/showing/technician.ts';
import '../../../../common/ui/tokens.css';
import type { Tool } from '../../../../common/ui/pad/tools.ts';
import Covering from './Covering.svelte';
import Desk from './Desk.svelte';
import { drawnStill, drawnStream } from './pictures.ts';

/** What the scripts of drawing took in each frame that they painted in, in ms. */
const scripting: number[] = [];
const askFrame = window.requestAnimationFrame.bind(window);
window.requestAnimationFrame = (paint) =>
  askFrame((at) => {
    const from = performance.now();
    paint(at);
    scripting.push(performance.now() - from);
  });

const paper = createPaper();
const pen = createPen(paper, { send() {}, glimpse() {} });
const listeners = new Set<() => void>();
let view: TechnicianShowingView = {
  board: LIVE,
  together: true,
  stills: [],
  coming: null,
  problem: null,
  camera: null,
  refused: null,
  causes: [],
};

const showing = {
  paper,
  pen,
  view: () => view,
  subscribe(listener: () => void) {
    listeners.add(listener);
    return () => void listeners.delete(listener);
  },
};

let shown: Record<string, unknown> | null = null;

async function show(put: () => Record<string, unknown>): Promise<void> {
  if (shown) await unmount(shown);
  paper.clear();
  shown = put();
  flushSync();
}

/** What the test works the page by. */
const page = {
  scripting,
  paper,
  pen,

  /** A technician's stage and tools, as in the panel. */
  async desk(size: Size, ground: string, language: Language = 'en', tool: Tool | null = null) {
    const stream = await drawnStream(size, ground);
    await show(() =>
      mount(Desk, { target: document.body, props: { stream, showing, language, tool } }),
    );
  },

  /** A still that comes onto the stage. */
  async freeze(size: Size, ground: string): Promise<void> {
    const still: Still = { ...(await drawnStill(size, ground)), id: 7, how: 'photo', takenAt: 0 };
    view = { ...view, stills: [still], board: still.id };
    listeners.forEach((tell) => tell());
    flushSync();
  },

  live(): void {
    view = { ...view, stills: [], board: LIVE };
    listeners.forEach((tell) => tell());
    flushSync();
  },

  /** A still as the customer sees it, over the whole window, with what is drawn on it. */
  async covering(size: Size, ground: string, how: 'contain' | 'cover', tool: Tool | null) {
    const still = await drawnStill(size, ground);
    await show(() =>
      mount(Covering, { target: document.body, props: { still, paper, pen, how, tool } }),
    );
  },

  /** Lets so many strokes grow together, by some places in each frame; resolves after so many frames. */
  async growTogether(strokes: number, frames: number): Promise<void> {
    const grown = Array.from({ length: strokes }, (_, row) => ({ row, count: 0 }));
    for (let frame = 0; frame < frames; frame += 1) {
      for (const stroke of grown) {
        const places = Array.from({ length: 4 }, (_, step): Place => {
          const along = stroke.count + step;
          return [
            (along * 20) % 10_000,
            Math.round(((stroke.row + 0.5) / strokes) * 10_000 + 80 * Math.sin(along / 9)),
          ];
        });
        paper.take({
          type: 'stroke',
          board: LIVE,
          mark: stroke.row + 1,
          from: stroke.count,
          places,
        });
        stroke.count += places.length;
      }
      await new Promise((next) => askFrame(next));
    }
  },

  /** So many strokes of 60 places each, at once. */
  drawMany(strokes: number): void {
    for (let each = 1; each <= strokes; each += 1) {
      const places = Array.from({ length: 60 }, (_, step): Place => [
        Math.round(5_000 + 4_500 * Math.sin(each + step / 40)),
        Math.round(5_000 + 4_500 * Math.cos(each * 1.7 + step / 30)),
      ]);
      const line = pen.stroke(LIVE, places[0]!);
      line.to(...places.slice(1));
      line.end();
    }
  },

  frames: (count: number) =>
    new Promise<void>((done) => {
      const next = (left: number) => (left === 0 ? done() : askFrame(() => next(left - 1)));
      next(count);
    }),

  /** The colour of the drawing alone at a point of the window, as red, green, blue and opacity. */
  inkAt(x: number, y: number): number[] {
    const canvas = document.querySelector('canvas')!;
    const box = canvas.getBoundingClientRect();
    const across = ((x - box.left) / box.width) * canvas.width;
    const down = ((y - box.top) / box.height) * canvas.height;
    const context = canvas.getContext('2d')!;
    return [...context.getImageData(Math.floor(across), Math.floor(down), 1, 1).data];
  },

  /** The left-, right-, upper- and lowermost point of the window that has the colour of a mark. */
  inkBox(): { left: number; right: number; top: number; bottom: number } | null {
    const canvas = document.querySelector('canvas')!;
    const { width, height } = canvas;
    const { data } = canvas.getContext('2d')!.getImageData(0, 0, width, height);
    const found = { left: Infinity, right: -Infinity, top: Infinity, bottom: -Infinity };
    for (let index = 0; index < data.length; index += 4) {
      if (data[index]! < 200 || data[index + 1]! > 40) continue;
      const [x, y] = [(index / 4) % width, Math.floor(index / 4 / width)];
      found.left = Math.min(found.left, x);
      found.right = Math.max(found.right, x + 1);
      found.top = Math.min(found.top, y);
      found.bottom = Math.max(found.bottom, y + 1);
    }
    if (found.right < 0) return null;
    const box = canvas.getBoundingClientRect();
    const scale = box.width / width;
    return {
      left: box.left + found.left * scale,
      right: box.left + found.right * scale,
      top: box.top + found.top * scale,
      bottom: box.top + found.bottom * scale,
    };
  },
};

export type PadPage = typeof page;
Object.assign(globalThis, { drawingPage: page });
