/** The lowest and the highest of some measurements. */
export type Range = readonly [lowest: number, highest: number];

/** One measured figure beside its floor, as `npm run bench` prints it. */
export interface Figure {
  figure: string;
  /** What Lens measured, in `unit`. */
  lens: number;
  /** What the named floor measured in the same run, in the same unit. */
  floor: number;
  floorName: string;
  unit: string;
  /** The lowest and the highest of what was measured again and again, where it was. */
  spread?: { runs: number; lens: Range; floor: Range };
  /** lens / floor, to three digits. */
  ratio: number;
  /** What must hold, in words. */
  target: string;
  ok: boolean;
}

/** The middle of some measurements; of an even number, the mean of the two in the middle. */
export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  const upper = sorted[middle] ?? NaN;
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? NaN) + upper) / 2;
}

/** To three digits that count, and no half of anything that is counted by the hundred. */
const rounded = (value: number) =>
  Math.abs(value) >= 100 ? Math.round(value) : Number(value.toPrecision(3));

const range = (values: readonly number[]): Range => [
  rounded(Math.min(...values)),
  rounded(Math.max(...values)),
];

/** What was measured as often of both in one run: the medians, and how far the rest lay from them. */
export function measured(
  lens: readonly number[],
  floor: readonly number[],
): Required<Pick<Figure, 'lens' | 'floor' | 'spread'>> {
  return {
    lens: rounded(median(lens)),
    floor: rounded(median(floor)),
    spread: { runs: lens.length, lens: range(lens), floor: range(floor) },
  };
}

/** What was measured, before it is said whether that is well. */
type Measurement = Omit<Figure, 'ratio' | 'target' | 'ok'>;

/** Makes a figure of its target in words, and of what must hold of its own value and of its ratio. */
function judged(
  figure: Measurement,
  target: string,
  holds: (of: { value: number; ratio: number }) => boolean,
): Figure {
  const ratio = figure.lens / figure.floor;
  const ok = holds({ value: figure.lens, ratio });
  return { ...figure, ratio: Number(ratio.toFixed(3)), target, ok };
}

/** Makes a figure whose ratio must be at most `most`. */
export const atMost = (most: number, figure: Measurement): Figure =>
  judged(figure, `ratio at most ${most}`, ({ ratio }) => ratio <= most);

/** Makes a figure whose own value must be at least `least`; its floor is shown beside it. */
export const atLeast = (least: number, figure: Measurement): Figure =>
  judged(figure, `at least ${least}`, ({ value }) => value >= least);

/** Makes a figure whose own value must be at most `most`; its floor is shown beside it. */
export const within = (most: number, figure: Measurement): Figure =>
  judged(figure, `at most ${most}`, ({ value }) => value <= most);

/** Makes a figure whose ratio must be at least `least`: more is better. */
export const atLeastTimes = (least: number, figure: Measurement): Figure =>
  judged(figure, `ratio at least ${least}`, ({ ratio }) => ratio >= least);
