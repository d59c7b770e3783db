import type { Size } from '../../../../common/showing/place.ts';
import type { Taken } from '../../../../common/showing/stills/still.ts';

/** A picture of one colour with a small black cross on white at a quarter and at three quarters of it. */
function draw({ width, height }: Size, ground: string): HTMLCanvasElement {
  const canvas = Object.assign(document.createElement('canvas'), { width, height });
  const context = canvas.getContext('2d')!;
  context.fillStyle = ground;
  context.fillRect(0, 0, width, height);
  for (const part of [0.25, 0.75]) {
    const side = Math.min(width, height) / 20;
    context.fillStyle = '#ffffff';
    context.fillRect(width * part - side, height * part - side, 2 * side, 2 * side);
    context.fillStyle = '#000000';
    context.fillRect(width * part - side, height * part - 2, 2 * side, 4);
    context.fillRect(width * part - 2, height * part - side, 4, 2 * side);
  }
  return canvas;
}

export async function drawnStill(size: Size, ground: string): Promise<Taken> {
  const canvas = draw(size, ground);
  const blob = await new Promise<Blob | null>((done) => canvas.toBlob(done, 'image/png'));
  return { blob: blob!, ...size };
}

/** A camera's stream that shows one picture all the time. */
export async function drawnStream(size: Size, ground: string): Promise<MediaStream> {
  const canvas = draw(size, ground);
  const stream = canvas.captureStream(0);
  const track = stream.getVideoTracks()[0] as CanvasCaptureMediaStreamTrack;
  const again = () => {
    if (track.readyState === 'ended') return;
    canvas.getContext('2d')!.fillRect(0, 0, 1, 1);
    track.requestFrame();
    setTimeout(again, 100);
  };
  again();
  return stream;
}
