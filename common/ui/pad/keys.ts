import { tools, type Tool } from './tools.ts';

/** What a key means on the picture and on the tools beside it. */
export type KeyMeaning =
  | { what: 'move'; x: -1 | 0 | 1; y: -1 | 0 | 1; far: boolean }
  | { what: 'press' | 'leave' | 'undo' | 'erase' | 'larger' | 'smaller' | 'whole' }
  | { what: 'tool'; tool: Tool };

/** As `aria-keyshortcuts` names them. A tool's key is its place in the row, in every language. */
export const shortcuts: Record<Tool | 'undo' | 'erase', string> = {
  point: '1',
  pen: '2',
  arrow: '3',
  number: '4',
  undo: 'Control+Z',
  erase: 'Delete',
};

const arrows: Record<string, [-1 | 0 | 1, -1 | 0 | 1]> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
};

const others: Record<
  string,
  'press' | 'leave' | 'undo' | 'erase' | 'larger' | 'smaller' | 'whole'
> = {
  ' ': 'press',
  Enter: 'press',
  Escape: 'leave',
  Backspace: 'undo',
  Delete: 'erase',
  '+': 'larger',
  '=': 'larger',
  '-': 'smaller',
  '0': 'whole',
};

type Key = Pick<KeyboardEvent, 'key' | 'shiftKey' | 'ctrlKey' | 'metaKey' | 'altKey'>;

/** Null for keys that are the browser's or another's, as all with Alt are. */
export function meaningOf({ key, shiftKey, ctrlKey, metaKey, altKey }: Key): KeyMeaning | null {
  if (altKey) return null;
  if (ctrlKey || metaKey) return key.toLowerCase() === 'z' && !shiftKey ? { what: 'undo' } : null;
  const arrow = arrows[key];
  if (arrow) return { what: 'move', x: arrow[0], y: arrow[1], far: shiftKey };
  const tool = tools.find((each) => shortcuts[each] === key);
  if (tool) return { what: 'tool', tool };
  const what = others[key];
  return what ? { what } : null;
}
