import { runVitest } from './test.ts';

/** `npm run test:long`: what takes minutes or half an hour, in networks of its own. Options go to vitest. */
export const run = (options: string[]): Promise<number> =>
  runVitest(['--project=long', ...options]);
