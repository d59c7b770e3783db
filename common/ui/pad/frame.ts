import { lieIn, PLACES, pointOf, type Lie, type Place, type Size } from '../../showing/place.ts';

/** A picture in its box, both in pixels of their own. */
export interface Frame {
  picture: Size;
  box: Size;
  how: 'contain' | 'cover';
}

/** How much a picture is enlarged, and which of its places stands in the middle of the box. */
export interface Zoomed {
  zoom: number;
  middle: Place;
}

export const WHOLE: Zoomed = { zoom: 1, middle: [PLACES / 2, PLACES / 2] };
/** A photo of 12 megapixels is seen pixel by pixel in a narrow panel at about 8. */
export const MOST_ZOOM = 10;

const between = (least: number, value: number, most: number) =>
  Math.min(most, Math.max(least, value));

export const lieOf = ({ picture, box, how }: Frame, { zoom, middle }: Zoomed): Lie =>
  lieIn(picture, box, how, zoom, middle);

/** The middle along one side, so that the picture fills the box, or stands in its middle. */
function held(middle: number, length: number, box: number): number {
  if (length <= box) return PLACES / 2;
  const half = (box / 2 / length) * PLACES;
  return between(half, middle, PLACES - half);
}

/** Held where there is something to be seen: nothing of the box is empty that need not be. */
export function hold(frame: Frame, { zoom, middle }: Zoomed): Zoomed {
  const enlarged = between(1, zoom, MOST_ZOOM);
  const { width, height } = lieOf(frame, { zoom: enlarged, middle });
  return {
    zoom: enlarged,
    middle: [held(middle[0], width, frame.box.width), held(middle[1], height, frame.box.height)],
  };
}

/** Moved by so many pixels of the box, as if by a hand. */
export function moveBy(frame: Frame, now: Zoomed, x: number, y: number): Zoomed {
  const { width, height } = lieOf(frame, now);
  const [across, down] = now.middle;
  return hold(frame, {
    zoom: now.zoom,
    middle: [across - (x / width) * PLACES, down - (y / height) * PLACES],
  });
}

/** Enlarged by a factor; what is under the point of the box stays there. */
export function zoomAbout(
  frame: Frame,
  now: Zoomed,
  factor: number,
  point: { x: number; y: number },
): Zoomed {
  const zoom = between(1, now.zoom * factor, MOST_ZOOM);
  const before = lieOf(frame, now);
  const grown = zoom / now.zoom;
  const middleOf = (at: number, start: number, length: number, box: number) =>
    ((box / 2 - (at - (at - start) * grown)) / (length * grown)) * PLACES;
  return hold(frame, {
    zoom,
    middle: [
      middleOf(point.x, before.left, before.width, frame.box.width),
      middleOf(point.y, before.top, before.height, frame.box.height),
    ],
  });
}

/** Moved as little as is needed for a place to be seen. */
export function bringIn(frame: Frame, now: Zoomed, place: Place): Zoomed {
  const { x, y } = pointOf(lieOf(frame, now), place);
  const { width, height } = frame.box;
  const [across, down] = [between(0, x, width) - x, between(0, y, height) - y];
  return across === 0 && down === 0 ? now : moveBy(frame, now, across, down);
}
