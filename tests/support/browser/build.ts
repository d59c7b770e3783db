import { ensureBuilt } from '../../../scripts/build/build.ts';

/** Builds both pages once for all tests in browsers, as `npm start` does. */
export default async function setup(): Promise<void> {
  if (!(await ensureBuilt())) throw new Error('The extension and the customer page do not build.');
}
