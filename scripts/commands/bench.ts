import { bench } from '../../bench/run.ts';

/** `npm run bench`: figures beside their floors; `-- --json` for a line each, `-- NAME` for one. */
export const run = bench;
