import type { Clock } from '../clock.ts';
import type { Collections } from './collections.ts';

/** How long something is kept at most once its time is over, in ms. */
const SWEEP_EVERY_MS = 60_000;
/** How often is looked whether it is time, in ms. */
const LOOK_EVERY_MS = 1000;

/** Ends the sweep. */
export type EndSweep = () => Promise<void>;

/**
 * Removes counters whose window is over and phones' checks whose time is, whether anybody asks or not:
 * nothing of whom they were about stays on a server that is idle. Nodes of one store may do it at once.
 */
export function sweepExpired(
  { counters, phoneChecks }: Pick<Collections, 'counters' | 'phoneChecks'>,
  clock: Clock,
): EndSweep {
  let sweptAt = -Infinity;
  let sweeping: Promise<void> | undefined;

  async function sweep(): Promise<void> {
    const now = clock.now();
    if (now - sweptAt < SWEEP_EVERY_MS) return;
    await counters.remove({ expiresAt: { $lt: now } });
    await phoneChecks.remove({ expiresAt: { $lt: now } });
    sweptAt = now;
  }

  const timer = setInterval(() => {
    sweeping ??= sweep()
      // The store is away: the next look tries again, and whoever asks for something is told.
      .catch(() => undefined)
      .finally(() => (sweeping = undefined));
  }, LOOK_EVERY_MS).unref();

  return async () => {
    clearInterval(timer);
    await sweeping;
  };
}
