import type { Mark } from '../../../common/showing/drawing/board.ts';
import { paintMark } from '../../../common/showing/drawing/paint.ts';
import type { Still } from '../../../common/showing/stills/still.ts';

/** The kinds of picture that a browser writes; only PNG goes into its clipboard. */
export type PictureType = 'image/jpeg' | 'image/png';

/** What becomes of a still outside the panel; in tests given by hand. */
export interface PictureFiles {
  /** Among the browser's downloads. */
  save(blob: Blob, name: string): void;
  /** Into the clipboard, as PNG. Rejects where the browser does not let it. */
  copy(png: Promise<Blob>): Promise<void>;
  /** The whole picture, each of its pixels, with the marks painted into it. Rejects where it cannot be read. */
  withMarks(still: Still, marks: readonly Mark[], type: PictureType): Promise<Blob>;
}

/** A photo's quality after marks were painted into it: more is larger and looks the same. */
const QUALITY = 0.92;

async function withMarks(still: Still, marks: readonly Mark[], type: PictureType): Promise<Blob> {
  const picture = await createImageBitmap(still.blob);
  try {
    const { width, height } = picture;
    const canvas = new OffscreenCanvas(width, height);
    // A photo has no transparency, and its marks are painted as on the screen: by the very same code.
    const context = canvas.getContext('2d', { alpha: false });
    if (!context) throw new Error('There is no room for a picture of this size.');
    context.drawImage(picture, 0, 0);
    const lie = { left: 0, top: 0, width, height };
    const ground = context as unknown as CanvasRenderingContext2D;
    for (const mark of marks) paintMark(ground, mark, lie);
    return await canvas.convertToBlob({ type, quality: QUALITY });
  } finally {
    picture.close();
  }
}

function save(blob: Blob, name: string): void {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(blob);
  link.download = name;
  link.click();
  // Chrome has taken hold of the bytes at the click.
  URL.revokeObjectURL(link.href);
}

/** The browser's own downloads and clipboard. */
export const pictureFiles: PictureFiles = {
  save,
  copy: (png) => navigator.clipboard.write([new ClipboardItem({ 'image/png': png })]),
  withMarks,
};
