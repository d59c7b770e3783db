import { launchChromium } from '../scripts/browser/chromium.ts';
import { imitateDevices } from '../scripts/browser/devices.ts';
import { startLens } from '../scripts/browser/lens.ts';
import type { Bench } from './bench.ts';
import { serveBarePage } from './bare-page/serve.ts';
import type { Figure } from './figure.ts';
import { firstTap } from './figures/first-tap.ts';
import { lighthouseScores } from './figures/lighthouse.ts';
import { pageWeight } from './figures/page-weight.ts';
import { showing } from './figures/showing.ts';

/** Every measurement, under the first words of the figures it gives. */
const measurements: Record<string, (bench: Bench) => Promise<Figure[]>> = {
  page: pageWeight,
  'first-tap': firstTap,
  lighthouse: lighthouseScores,
  showing,
};

function asTable(figures: readonly Figure[]): void {
  for (const { figure, lens, floor, floorName, unit, ratio, target, ok } of figures) {
    console.log(`${ok ? 'ok  ' : 'MISS'} ${figure}: ${lens} against ${floor} (${floorName})`);
    console.log(`     ${unit}; ratio ${ratio}, ${target}`);
  }
}

function asLines(figures: readonly Figure[]): void {
  for (const { figure, lens, floor, ratio, target, ok } of figures)
    console.log(JSON.stringify({ figure, lens, floor, ratio, target, ok }));
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

  const lens = await startLens();
  const bare = await serveBarePage();
  const browser = await launchChromium({ args: imitateDevices('asks') });
  try {
    let allOk = true;
    for (const [, measure] of chosen) {
      const figures = await measure({ browser, lensUrl: lens.url, barePageUrl: bare.url });
      const wanted = figures.filter(
        ({ figure }) => names.length === 0 || names.some((name) => figure.startsWith(name)),
      );
      print(wanted);
      allOk &&= wanted.every(({ ok }) => ok);
    }
    return allOk ? 0 : 1;
  } finally {
    await browser.close();
    await bare.stop();
    await lens.close();
  }
}
