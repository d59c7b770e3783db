import { pointOf, type Lie, type Place } from '../place.ts';
import type { Shape } from '../said.ts';
import type { Mark } from './board.ts';
import { ink, measures, type Measures } from './ink.ts';
import { strokePath } from './stroke-path.ts';

interface Point {
  x: number;
  y: number;
}

const dark = (part: number) => `rgb(0 0 0 / ${part})`;

/** From below: the dark edge, the outline, the mark itself. `beyond` is what each adds on each side. */
const layers = ({ outline, edge }: Measures) => [
  { colour: dark(ink.edge), beyond: outline + edge },
  { colour: ink.outline, beyond: outline },
  { colour: ink.mark, beyond: 0 },
];

type Ground = CanvasRenderingContext2D;

function paintStroke(ground: Ground, stroke: Mark & { kind: 'stroke' }, lie: Lie, by: Measures) {
  const { path, unit } = strokePath(stroke, lie);
  ground.save();
  ground.translate(lie.left, lie.top);
  ground.scale(unit, unit);
  for (const { colour, beyond } of layers(by)) {
    ground.strokeStyle = colour;
    ground.lineWidth = (by.line + 2 * beyond) / unit;
    ground.stroke(path);
  }
  ground.restore();
}

/** An arrow's shaft and head in one path; the tip is exactly at `to`. A short one has a smaller head. */
function arrowPath(from: Point, to: Point, by: Measures): Path2D {
  const length = Math.hypot(to.x - from.x, to.y - from.y) || 1;
  const along = { x: (to.x - from.x) / length, y: (to.y - from.y) / length };
  const back = (distance: number, aside: number): [number, number] => [
    to.x - along.x * distance - along.y * aside,
    to.y - along.y * distance + along.x * aside,
  ];
  const size = Math.min(by.head, length * 0.7);
  const path = new Path2D();
  path.moveTo(from.x, from.y);
  path.lineTo(...back(size * 0.7, 0));
  path.lineTo(...back(size, size * 0.5));
  // The line's own thickness brings the tip forward by half of it.
  path.lineTo(...back(by.line / 2, 0));
  path.lineTo(...back(size, -size * 0.5));
  path.lineTo(...back(size * 0.7, 0));
  return path;
}

function paintArrow(
  ground: Ground,
  { from, to }: { from: Place; to: Place },
  lie: Lie,
  by: Measures,
) {
  const path = arrowPath(pointOf(lie, from), pointOf(lie, to), by);
  for (const { colour, beyond } of layers(by)) {
    ground.strokeStyle = colour;
    ground.lineWidth = by.line + 2 * beyond;
    ground.stroke(path);
  }
  ground.fillStyle = ink.mark;
  ground.fill(path);
}

function paintDisc(ground: Ground, at: Point, radius: number, by: Measures) {
  for (const { colour, beyond } of layers(by)) {
    ground.fillStyle = colour;
    ground.beginPath();
    ground.arc(at.x, at.y, radius + beyond, 0, 2 * Math.PI);
    ground.fill();
  }
}

/** The size of a number's figures in parts of its disc's radius, by how many they are. */
const figureSizes = [1.3, 1.1, 0.85];

function paintNumber(
  ground: Ground,
  { at, number }: { at: Place; number: number },
  lie: Lie,
  by: Measures,
) {
  const point = pointOf(lie, at);
  paintDisc(ground, point, by.disc, by);
  const figures = String(number);
  const size = by.disc * figureSizes[Math.min(figures.length, figureSizes.length) - 1]!;
  ground.font = `700 ${size}px system-ui, -apple-system, 'Segoe UI', Roboto, Arial, sans-serif`;
  ground.textAlign = 'center';
  ground.textBaseline = 'alphabetic';
  ground.fillStyle = ink.outline;
  // Figures stand on the line and are about 0.72 of their size high.
  ground.fillText(figures, point.x, point.y + size * 0.36);
}

/** Paints a mark, or a shape that is still being drawn, over a picture that lies so. */
export function paintMark(ground: Ground, mark: Mark | Shape, lie: Lie): void {
  const by = measures(lie);
  ground.lineCap = ground.lineJoin = 'round';
  if (mark.kind === 'stroke') paintStroke(ground, mark, lie, by);
  else if (mark.kind === 'arrow') paintArrow(ground, mark, lie, by);
  else paintNumber(ground, mark, lie, by);
}

/** Paints the laser pointer: a bright dot in a halo. */
export function paintPointer(ground: Ground, place: Place, lie: Lie): void {
  const by = measures(lie);
  const at = pointOf(lie, place);
  const halo = ground.createRadialGradient(at.x, at.y, by.pointer, at.x, at.y, by.halo);
  halo.addColorStop(0, `${ink.mark}b0`);
  halo.addColorStop(1, `${ink.mark}00`);
  ground.fillStyle = halo;
  ground.beginPath();
  ground.arc(at.x, at.y, by.halo, 0, 2 * Math.PI);
  ground.fill();
  paintDisc(ground, at, by.pointer, by);
}
