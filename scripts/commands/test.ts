import { ensureBrowser, howToGet } from '../browser/install.ts';
import { runNode } from '../child.ts';

/** `npm test`: everything that takes no minutes by itself, in real browsers too. Options go to vitest. */
export const run = (options: string[]): Promise<number> =>
  runVitest(['--project=!long', ...options]);

/** Runs vitest with the browsers that it needs, which are installed first where there are none. */
export async function runVitest(options: string[]): Promise<number> {
  const chromium = await ensureBrowser('chromium');
  if (!chromium) {
    console.error(howToGet.chromium);
    return 1;
  }
  const firefox = await ensureBrowser('firefox');
  if (!firefox) {
    console.error(`\n*** NOT TESTED IN FIREFOX. ${howToGet.firefox} ***\n`);
    if (process.env.CI) return 1;
  }
  return runNode(['node_modules/vitest/vitest.mjs', 'run', ...options], {
    env: {
      ...process.env,
      CHROME_PATH: chromium,
      ...(firefox && { FIREFOX_PATH: firefox }),
    },
  });
}
