/** What a terminal obeys instead of showing it, but for ends of lines: controls, and turns of direction. */
const obeyed =
  '\\u0000-\\u0009\\u000b-\\u001f\\u007f-\\u009f\\u061c\\u200e\\u200f\\u202a-\\u202e\\u2066-\\u2069';

const inLine = new RegExp(`[\\n${obeyed}]+`, 'g');
const inLines = new RegExp(`[${obeyed}]+`, 'g');
const eachOf = new RegExp(`[${obeyed}]`, 'g');

/** A text that cannot steer the terminal or begin a line of its own. */
export const plain = (text: string) => text.replace(inLine, ' ');

/** A text of many lines that cannot steer the terminal. */
export const plainLines = (text: string) => text.replace(inLines, ' ');

/** A value as JSON that can be shown on a terminal: what JSON lets stand as it is, is escaped too. */
export const plainJson = (value: unknown) =>
  JSON.stringify(value, null, 2).replace(
    eachOf,
    (each) => `\\u${each.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
