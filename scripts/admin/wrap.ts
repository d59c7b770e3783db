/** How wide what is printed is where nobody knows how wide a line of the terminal is, in characters. */
export const USUAL_COLUMNS = 80;

function wrapLine(line: string, columns: number): string {
  const indent = /^ */.exec(line)![0];
  const rows: string[] = [];
  let row = indent;
  for (const word of line.trim().split(' ')) {
    const isFirst = row === indent;
    if (!isFirst && row.length + 1 + word.length > columns) {
      rows.push(row);
      row = indent + word;
    } else row += isFirst ? word : ` ${word}`;
  }
  return [...rows, row].join('\n');
}

/**
 * A text with no line longer than this, broken between words, each part as far in as its line. A word that
 * is longer by itself, such as an address, stays whole: it is copied. null is as wide as it comes.
 */
export const wrap = (text: string, columns: number | null) =>
  columns === null
    ? text
    : text
        .split('\n')
        .map((line) => (line.length > columns ? wrapLine(line, columns) : line))
        .join('\n');
