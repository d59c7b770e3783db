import { afterAll, beforeAll, describe } from 'vitest';
import { whyNoLab } from '../../../scripts/network/lab/available.ts';
import { openLab, type Lab } from '../../../scripts/network/lab/lab.ts';

const missing = await whyNoLab();

/**
 * A suite whose tests run in a lab of networks, the same one for all. Where this machine has none it is
 * skipped, with one loud line; with CI=true that is a failure where the machine could have one.
 */
export function inLab(
  name: string,
  tests: (lab: () => Lab) => void,
  options: Parameters<typeof openLab>[0] = {},
): void {
  if (missing !== null) {
    const line = `SKIPPED: ${name}. There is no lab of networks here: ${missing.why}.`;
    if (process.env.CI === 'true' && missing.could) throw new Error(line);
    console.warn(`\n*** ${line} ***\n`);
  }
  describe.skipIf(missing !== null)(name, () => {
    let lab: Lab | undefined;
    beforeAll(async () => {
      lab = await openLab(options);
    });
    afterAll(() => lab?.close());
    tests(() => lab!);
  });
}
