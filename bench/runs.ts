/** How often each thing is measured: fewer only while a measurement is being written (`BENCH_RUNS`). */
export const RUNS = Number(process.env.BENCH_RUNS ?? 10);
