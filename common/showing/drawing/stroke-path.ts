import { PLACES, type Lie, type Place } from '../place.ts';
import type { Mark } from './board.ts';

type Stroke = Mark & { kind: 'stroke' };

/** The picture's shorter side, in the units that paths are kept in. */
const UNITS = 1_000;

/**
 * Paths that were made before, by the picture's shape. They are kept in units of the picture's
 * shorter side, so that another size of the screen, zooming and panning need no new ones.
 */
const made = new WeakMap<Stroke, { shape: number; path: Path2D }>();

function trace(path: Path2D, places: readonly Place[], width: number, height: number): void {
  const x = (index: number) => (places[index]![0] / PLACES) * width;
  const y = (index: number) => (places[index]![1] / PLACES) * height;
  const last = places.length - 1;
  path.moveTo(x(0), y(0));
  for (let index = 1; index < last; index += 1)
    path.quadraticCurveTo(
      x(index),
      y(index),
      (x(index) + x(index + 1)) / 2,
      (y(index) + y(index + 1)) / 2,
    );
  // A line of no length has no ends to be round in some browsers: a tap is a dot in all.
  path.lineTo(x(last) + (last === 0 ? 0.01 : 0), y(last));
}

/** A stroke as a smooth path, from the picture's upper left corner; `unit` is its unit in pixels. */
export function strokePath(stroke: Stroke, lie: Lie): { path: Path2D; unit: number } {
  const unit = Math.min(lie.width, lie.height) / UNITS;
  const shape = lie.width / lie.height;
  const before = made.get(stroke);
  // Zoomed, the same shape comes with other last digits.
  if (before && Math.abs(before.shape - shape) < shape * 1e-6) return { path: before.path, unit };
  const path = new Path2D();
  for (const part of stroke.parts) trace(path, part, lie.width / unit, lie.height / unit);
  made.set(stroke, { shape, path });
  return { path, unit };
}
