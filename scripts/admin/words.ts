import { plain } from './plain.ts';

/** A moment as the clock on the wall has it, to the second; `never` for none. */
export const when = (moment: number | null, never = '-') =>
  moment === null ? never : new Date(moment).toLocaleString('sv');

export const yesNo = (value: boolean) => (value ? 'yes' : 'no');

/** The names of what is switched on. */
export function allowed(switches: Readonly<Record<string, boolean>>): string {
  const names = Object.keys(switches).filter((name) => switches[name]);
  if (names.length === Object.keys(switches).length) return 'all';
  return names.length === 0 ? 'none' : names.join(',');
}

/** Facts of one thing under each other, their names aligned. */
export function facts(pairs: readonly (readonly [name: string, value: string])[]): string {
  const width = Math.max(...pairs.map(([name]) => name.length));
  return pairs.map(([name, value]) => `${`${name}:`.padEnd(width + 2)}${plain(value)}`).join('\n');
}
