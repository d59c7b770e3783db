import { whyNoLab } from '../../scripts/network/lab/available.ts';
import { openLab, type Lab } from '../../scripts/network/lab/lab.ts';
import { ensureBuilt } from '../../scripts/build/build.ts';

/** Measures in a lab of networks; throws in words where this machine has none. */
export async function measuredInLab<T>(
  measure: (lab: Lab) => Promise<T>,
  settings: Parameters<typeof openLab>[0] = {},
): Promise<T> {
  const missing = await whyNoLab();
  if (missing) throw new Error(`There is no lab of networks on this machine: ${missing.why}.`);
  if (!(await ensureBuilt())) throw new Error('The extension and the customer page do not build.');
  const lab = await openLab(settings);
  try {
    return await measure(lab);
  } finally {
    await lab.close();
  }
}
