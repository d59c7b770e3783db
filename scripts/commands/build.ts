import { ensureBuilt } from '../build/build.ts';

/** `npm run build`: the extension and the customer's page, unless they are built already. */
export async function run(): Promise<number> {
  return (await ensureBuilt()) ? 0 : 1;
}
