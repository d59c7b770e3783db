import { openBench, type Bench } from './bench.ts';
import type { Figure } from './figure.ts';
import { firstTap } from './figures/first-tap.ts';
import { lighthouseScores } from './figures/lighthouse.ts';
import { pageWeight } from './figures/page-weight.ts';
import { recovery } from './figures/recovery.ts';
import { relayedStart } from './figures/relayed-start.ts';
import { sessionGet } from './figures/session-get.ts';
import { sharp } from './figures/sharp.ts';
import { showing } from './figures/showing.ts';
import { signalling } from './figures/signalling.ts';
import { start } from './figures/start.ts';

/** Every measurement, under the first words of the figures it gives. */
const measurements: Record<string, (bench: Bench) => Promise<Figure[]>> = {
  page: pageWeight,
  'first-tap': firstTap,
  lighthouse: lighthouseScores,
  showing,
  start,
  sharp,
  'relayed-start': relayedStart,
  recovery,
  signalling,
  'session-get': sessionGet,
};

function asTable(figures: readonly Figure[]): void {
  for (const figure of figures) {
    const { lens, floor, floorName, unit, ratio, target, ok, spread } = figure;
    console.log(
      `${ok ? 'ok  ' : 'MISS'} ${figure.figure}: ${lens} against ${floor} (${floorName})`,
    );
    console.log(`     ${unit}; ratio ${ratio}, ${target}`);
    if (!spread) continue;
    const [ours, floors] = [spread.lens.join(' to '), spread.floor.join(' to ')];
    console.log(`     medians of ${spread.runs} runs, which gave ${ours} against ${floors}`);
  }
}

function asLines(figures: readonly Figure[]): void {
  for (const { figure, lens, floor, ratio, target, ok, spread } of figures)
    console.log(JSON.stringify({ figure, lens, floor, ratio, target, ok, spread }));
}

/**
 * `npm run bench`: measures what is named, or everything, side by side with its floor in this run.
 * With `--json`, one line a figure. The exit status is 1 where a figure misses its target.
 */
export async function bench(options: readonly string[]): Promise<number> {
  const print = options.includes('--json') ? asLines : asTable;
  const names = options.filter((option) => !option.startsWith('--'));
  const chosen = Object.entries(measurements).filter(
    ([name]) => names.length === 0 || names.some((wanted) => wanted.startsWith(name)),
  );
  if (chosen.length === 0) {
    console.error(
      `Nothing is measured by that name. There are: ${Object.keys(measurements).join(', ')}`,
    );
    return 2;
  }

  const shared = openBench();
  try {
    let allOk = true;
    for (const [, measure] of chosen) {
      const figures = await measure(shared);
      const wanted = figures.filter(
        ({ figure }) => names.length === 0 || names.some((name) => figure.startsWith(name)),
      );
      print(wanted);
      allOk &&= wanted.every(({ ok }) => ok);
    }
    return allOk ? 0 : 1;
  } finally {
    await shared.close();
  }
}
