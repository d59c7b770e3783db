import type { Finding, State } from './finding.ts';
import { plain } from '../admin/plain.ts';
import { USUAL_COLUMNS, wrap } from '../admin/wrap.ts';

const marks: Record<State, string> = {
  well: 'ok',
  warning: 'note',
  wrong: 'WRONG',
  not_tried: '-',
};

const MARK_WIDTH = 7;
const indent = ' '.repeat(MARK_WIDTH);

/** A text beside its mark, its further lines as far in as the first. */
function beside(mark: string, text: string, columns: number): string {
  return `${mark.padEnd(MARK_WIDTH)}${wrap(indent + plain(text), columns).slice(MARK_WIDTH)}`;
}

/** A finding as a person reads it. */
export function inWords(
  { state, says, todo }: Pick<Finding, 'state' | 'says' | 'todo'>,
  columns: number | null,
): string {
  const width = columns ?? USUAL_COLUMNS;
  const said = beside(marks[state], says, width);
  return todo === null ? said : `${said}\n${beside('', `-> ${todo}`, width)}`;
}

const counted = (count: number, one: string, more: string) =>
  `${count} ${count === 1 ? one : more}`;

/** What all of it came to, in a line. */
export function summary(findings: readonly Finding[]): string {
  const count = (state: State) => findings.filter((each) => each.state === state).length;
  const [wrongs, notes] = [count('wrong'), count('warning')];
  const also = notes > 0 ? `, ${counted(notes, 'note', 'notes')}` : '';
  const open = count('not_tried');
  const unseen = open > 0 ? `, ${counted(open, 'thing', 'things')} not looked at` : '';
  if (wrongs > 0) return `${counted(wrongs, 'thing is', 'things are')} wrong${also}${unseen}.`;
  return `Nothing is wrong${also}${unseen}.`;
}
