import { createPainter } from '../showing/drawing/painter.ts';
import type { Paper } from '../showing/drawing/paper.ts';
import { lieIn, type Place, type Size } from '../showing/place.ts';
import type { BoardId } from '../showing/said.ts';
import { followSize } from './follow-size.ts';

/** What is drawn over which picture, and how that lies in its box. */
export interface DrawnOver {
  paper: Paper;
  board: BoardId;
  /** The picture's own size; of none nothing is painted. */
  picture: Size;
  how: 'contain' | 'cover';
  zoom: number;
  middle: Place;
}

export interface DrawingCanvas {
  show(what: DrawnOver): void;
  close(): void;
}

/** Tells when the window is on a screen of other pixels, or its page is enlarged. */
function followRatio(view: Window, tell: () => void): () => void {
  let query: MediaQueryList;
  const again = () => {
    query = view.matchMedia(`(resolution: ${view.devicePixelRatio}dppx)`);
    query.addEventListener('change', changed, { once: true });
  };
  function changed(): void {
    again();
    tell();
  }
  again();
  return () => query.removeEventListener('change', changed);
}

/** Keeps a canvas painted with a paper's marks: in its window's next frame, and only after a change. */
export function drawOn(canvas: HTMLCanvasElement): DrawingCanvas {
  const view = canvas.ownerDocument.defaultView!;
  const context = canvas.getContext('2d');
  const settled = canvas.ownerDocument.createElement('canvas').getContext('2d');
  const painter = context && settled && createPainter(context, settled);
  let what: DrawnOver | null = null;
  let box: Size = { width: 0, height: 0 };
  let frame = 0;
  let stopListening = () => {};

  function paint(): void {
    frame = 0;
    if (!what || !painter) return;
    const ratio = view.devicePixelRatio;
    const [width, height] = [Math.round(box.width * ratio), Math.round(box.height * ratio)];
    if (canvas.width !== width || canvas.height !== height)
      [canvas.width, canvas.height] = [width, height];
    const { paper, board, picture, how, zoom, middle } = what;
    const there = picture.width > 0 && picture.height > 0 && width > 0 && height > 0;
    const look = there ? paper.look(board) : { marks: [], draft: null, pointer: null };
    painter.paint(look, lieIn(picture, box, how, zoom, middle), ratio);
  }

  const ask = () => void (frame ||= view.requestAnimationFrame(paint));
  const stops = [
    followSize(canvas, (size) => {
      box = size;
      ask();
    }),
    followRatio(view, ask),
  ];

  return {
    show(next) {
      if (next.paper !== what?.paper) {
        stopListening();
        stopListening = next.paper.subscribe(ask);
      }
      what = next;
      ask();
    },
    close() {
      view.cancelAnimationFrame(frame);
      stopListening();
      stops.forEach((stop) => stop());
    },
  };
}
