import lighthouse from 'lighthouse';
import { atLeast, median, type Figure } from '../figure.ts';
import type { Bench, Pages } from '../bench.ts';

const RUNS = 5;

/** Lighthouse's own mobile run of a page: the median of its two scores, 0 to 1. */
async function scores(pages: Pages, url: string): Promise<{ speed: number; access: number }> {
  const speed: number[] = [];
  const access: number[] = [];
  for (let run = 0; run < RUNS; run += 1) {
    const page = await pages.browser.newPage();
    const result = await lighthouse(
      url,
      { logLevel: 'error', onlyCategories: ['performance', 'accessibility'] },
      undefined,
      page as never,
    );
    await page.close();
    const categories = result?.lhr.categories;
    speed.push(categories?.['performance']?.score ?? 0);
    access.push(categories?.['accessibility']?.score ?? 0);
  }
  return { speed: median(speed), access: median(access) };
}

/** Lighthouse mobile of the customer's page, beside the bare page in the same run. */
export async function lighthouseScores(bench: Bench): Promise<Figure[]> {
  const pages = await bench.pages();
  const lens = await scores(pages, pages.lensUrl);
  const bare = await scores(pages, pages.barePageUrl);
  const floorName = 'the bare page';
  const unit = `of 1, Lighthouse mobile, median of ${RUNS}`;
  return [
    atLeast(0.98, {
      figure: 'lighthouse-performance',
      lens: lens.speed,
      floor: bare.speed,
      floorName,
      unit,
    }),
    atLeast(1, {
      figure: 'lighthouse-accessibility',
      lens: lens.access,
      floor: bare.access,
      floorName,
      unit,
    }),
  ];
}
