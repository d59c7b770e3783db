import { cleanColourProfile } from './colour-profile.ts';
import { exifOf, orientationOf, type Orientation } from './exif.ts';
import { segmentsOf, type Segment } from './jpeg-segments.ts';

/** A JPEG that holds a picture and nothing else. */
export interface CleanJpeg {
  /** Its bytes, one part after the other: parts of the given file as they were, and a few new ones. */
  parts: Uint8Array<ArrayBuffer>[];
  /** In pixels, as it is seen: turned by its orientation. */
  width: number;
  height: number;
}

/** Frames that browsers show: baseline, extended and progressive. */
const FRAMES = [0xc0, 0xc1, 0xc2];
/** Tables, restart interval, number of lines, scans: what a decoder needs (ISO/IEC 10918-1, table B.1). */
const NEEDED = [...FRAMES, 0xc4, 0xda, 0xdb, 0xdc, 0xdd];
const [SCAN, APP0, APP1, APP2, APP14] = [0xda, 0xe0, 0xe1, 0xe2, 0xee];

const isCalled = ({ content }: Segment, name: string) =>
  content.length >= name.length &&
  [...name].every((letter, index) => content[index] === letter.charCodeAt(0));

/** A copy of a segment with only the first bytes of what it says. */
function shortened({ marker, content }: Segment, length: number): Uint8Array<ArrayBuffer> {
  return new Uint8Array([0xff, marker, 0, 2 + length, ...content.subarray(0, length)]);
}

/** What says how colours and pixels are to be shown; null for what is about anything else. */
function aboutShowing(segment: Segment): Uint8Array<ArrayBuffer> | null {
  const { marker, content, bytes } = segment;
  if (marker === APP0 && isCalled(segment, 'JFIF\0') && content.length >= 14) {
    const jfif = shortened(segment, 14);
    // The size of a preview, which may follow.
    jfif.fill(0, -2);
    return jfif;
  }
  if (marker === APP2 && isCalled(segment, 'ICC_PROFILE\0')) return cleanColourProfile(bytes);
  if (marker === APP14 && isCalled(segment, 'Adobe') && content.length >= 12)
    return shortened(segment, 12);
  return null;
}

/**
 * Takes out of a JPEG all that is not the picture, without decoding it: where and when it was taken,
 * by which device, comments, previews, and whatever is hung on behind it, such as a short film. Of the
 * EXIF only the orientation stays. Null for what is no whole JPEG.
 */
export function cleanJpeg(file: Uint8Array<ArrayBuffer>): CleanJpeg | null {
  const segments = segmentsOf(file);
  const frames = segments?.filter(({ marker }) => FRAMES.includes(marker)) ?? [];
  const [frame] = frames;
  if (!segments || frames.length !== 1 || !frame || frame.content.length < 6) return null;
  if (!segments.some(({ marker }) => marker === SCAN)) return null;
  const { content } = frame;
  const height = content[1]! * 256 + content[2]!;
  const width = content[3]! * 256 + content[4]!;
  if (width === 0 || height === 0) return null;

  let jfif: Uint8Array<ArrayBuffer> | null = null;
  let orientation: Orientation | null = null;
  const rest: Uint8Array<ArrayBuffer>[] = [];
  for (const segment of segments) {
    const { marker, bytes } = segment;
    if (marker === APP1) orientation ??= orientationOf(segment.content);
    else if (marker === APP0) jfif ??= aboutShowing(segment);
    else if (NEEDED.includes(marker)) rest.push(bytes);
    else {
      const kept = aboutShowing(segment);
      if (kept) rest.push(kept);
    }
  }
  const turned = orientation ?? 1;
  return {
    parts: [
      new Uint8Array([0xff, 0xd8]),
      ...(jfif ? [jfif] : []),
      ...(turned === 1 ? [] : [exifOf(turned)]),
      ...rest,
      new Uint8Array([0xff, 0xd9]),
    ],
    ...(turned < 5 ? { width, height } : { width: height, height: width }),
  };
}
