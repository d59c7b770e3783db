import { plain } from './plain.ts';

/** One column of a table: its title, and what stands in it for each item. */
export type Column<Item> = readonly [title: string, cell: (item: Item) => string];

const GAP = 2;
/** No column is cut to fewer characters. */
const NARROWEST = 8;

const cut = (text: string, width: number) =>
  text.length > width ? `${text.slice(0, Math.max(0, width - 1))}…` : text;

/** Takes from the widest column until all fit; ids and the like at the end of a line come last. */
function fitting(widths: number[], room: number): number[] {
  const fit = [...widths];
  const all = () => fit.reduce((sum, width) => sum + width + GAP, -GAP);
  while (all() > room) {
    const widest = Math.max(...fit);
    if (widest <= NARROWEST) break;
    fit[fit.lastIndexOf(widest)] = widest - 1;
  }
  return fit;
}

/**
 * An aligned table, a line an item, under a line of titles. With `room`, the characters of a terminal's
 * line, its widest columns are cut until it fits; without, nothing is. Without items it says so.
 */
export function table<Item>(
  items: readonly Item[],
  columns: readonly Column<Item>[],
  room: number | null,
): string {
  if (items.length === 0) return 'none';
  const rows = [
    columns.map(([title]) => title.toUpperCase()),
    ...items.map((item) => columns.map(([, cell]) => plain(cell(item)))),
  ];
  const full = columns.map((_, at) => Math.max(...rows.map((row) => row[at]!.length)));
  const widths = room === null ? full : fitting(full, room);
  return rows
    .map((row) =>
      row
        .map((text, at) => cut(text, widths[at]!).padEnd(widths[at]!))
        .join(' '.repeat(GAP))
        .trimEnd(),
    )
    .join('\n');
}
