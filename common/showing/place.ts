import * as v from 'valibot';

/** How many places a picture has along each of its sides: 0.01 % of it, less than a pixel of most. */
export const PLACES = 10_000;

const Along = v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(PLACES));

/**
 * A place in a picture, from its upper left corner, in ten-thousandths of its own width and height:
 * it is the same place on every screen, whatever the screen's shape and however the picture is cropped.
 */
export const Place = v.pipe(v.array(Along), v.length(2), v.tuple([Along, Along]));
export type Place = [x: number, y: number];

/** Width and height of anything, in whatever pixels. */
export interface Size {
  width: number;
  height: number;
}

/** Where a whole picture lies in its box, in the box's pixels; parts of it may be outside. */
export interface Lie extends Size {
  left: number;
  top: number;
}

/**
 * How a picture lies in its box: `contain` shows all of it, `cover` fills the box (CSS object-fit).
 * `zoom` enlarges it (1 is not), about the place that stands in the middle of the box.
 */
export function lieIn(
  picture: Size,
  box: Size,
  how: 'contain' | 'cover',
  zoom = 1,
  middle: Place = [PLACES / 2, PLACES / 2],
): Lie {
  if (picture.width <= 0 || picture.height <= 0) return { left: 0, top: 0, ...box };
  const scales = [box.width / picture.width, box.height / picture.height];
  const scale = (how === 'contain' ? Math.min(...scales) : Math.max(...scales)) * zoom;
  const width = picture.width * scale;
  const height = picture.height * scale;
  return {
    width,
    height,
    left: box.width / 2 - (middle[0] / PLACES) * width,
    top: box.height / 2 - (middle[1] / PLACES) * height,
  };
}

const whole = (part: number) => Math.round(Math.min(1, Math.max(0, part)) * PLACES);

/** The place under a point of the box; a point beside the picture is taken to its edge. */
export function placeAt(lie: Lie, x: number, y: number): Place {
  return [whole((x - lie.left) / lie.width), whole((y - lie.top) / lie.height)];
}

/** Where a place lies in the box. */
export function pointOf(lie: Lie, [x, y]: Place): { x: number; y: number } {
  return { x: lie.left + (x / PLACES) * lie.width, y: lie.top + (y / PLACES) * lie.height };
}
