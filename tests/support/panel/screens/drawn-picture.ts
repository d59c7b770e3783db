import type { Size } from '../../../../common/showing/place.ts';

/** A boiler's display in the middle of a wall. */
export function paintBoiler(pen: CanvasRenderingContext2D, { width, height }: Size): void {
  const shade = pen.createLinearGradient(0, 0, width, height);
  shade.addColorStop(0, '#8d99a6');
  shade.addColorStop(1, '#4b5560');
  pen.fillStyle = shade;
  pen.fillRect(0, 0, width, height);
  pen.translate(width / 2, height / 2);
  pen.fillStyle = '#e9ecef';
  pen.beginPath();
  pen.roundRect(-280, -300, 560, 600, 32);
  pen.fill();
  pen.fillStyle = '#16261b';
  pen.fillRect(-220, -230, 440, 200);
  pen.fillStyle = '#7dffa8';
  pen.font = 'bold 120px monospace';
  pen.textAlign = 'center';
  pen.fillText('E 28', 0, -88);
  pen.fillStyle = '#39424c';
  for (const x of [-140, 0, 140]) {
    pen.beginPath();
    pen.arc(x, 130, 48, 0, Math.PI * 2);
    pen.fill();
  }
}

/** A still picture as a camera's stream: a boiler's display, upright or lying. */
export async function drawnPicture(shape: 'portrait' | 'landscape'): Promise<MediaStream> {
  const canvas = document.createElement('canvas');
  [canvas.width, canvas.height] = shape === 'portrait' ? [720, 1280] : [1280, 720];
  const pen = canvas.getContext('2d')!;
  paintBoiler(pen, canvas);
  const stream = canvas.captureStream(5);
  // A canvas is captured when it is drawn on: once more now that somebody captures it.
  const [track] = stream.getVideoTracks();
  setTimeout(() => (track as CanvasCaptureMediaStreamTrack).requestFrame(), 50);
  pen.fillRect(0, 400, 1, 1);
  return stream;
}
