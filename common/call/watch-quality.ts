import type { Side } from '../contract/session.ts';
import { createTimers } from '../network/timers.ts';
import { noCauses, type CallCause } from './causes/cause.ts';
import { createEndCauses } from './causes/end-causes.ts';
import { measureEnd } from './causes/end-measure.ts';
import { createQualityMeter, unknownQuality, type CallQuality } from './quality.ts';

/** How often a connection is measured, in ms. */
export const MEASURE_EVERY_MS = 2_000;

/** What is measured of a call: how good it is, and what is wrong with this side's own end. */
export interface Measured {
  quality: CallQuality;
  /** The worst first; the same list as long as nothing changes. */
  causes: readonly CallCause[];
  near: boolean;
}

/** Measures one connection after another. */
export interface QualityWatch {
  /** Measures this one from now on: now and every 2 s; null for none. */
  follow(connection: RTCPeerConnection | null): void;
  close(): void;
}

/**
 * Tells what is measured at each look, unknown while nothing is connected. What is wrong outlives a
 * change of connection, and is forgotten where there is none.
 */
export function createQualityWatch(role: Side, tell: (measured: Measured) => void): QualityWatch {
  const timers = createTimers();
  let causesOf = createEndCauses();
  let causes = noCauses;
  let near = false;
  /** Counts the connections: what is still under way for a former one is passed over. */
  let turn = 0;

  function found(now: readonly CallCause[]): readonly CallCause[] {
    if (now.join() !== causes.join()) causes = now;
    return causes;
  }

  async function look(
    connection: RTCPeerConnection,
    measure: ReturnType<typeof createQualityMeter>,
    mine: number,
  ): Promise<void> {
    const isConnected = connection.connectionState === 'connected';
    const reports = isConnected ? await connection.getStats().catch(() => null) : null;
    if (mine !== turn) return;
    timers.set('look', MEASURE_EVERY_MS, () => look(connection, measure, mine));
    const quality = reports ? measure(reports) : unknownQuality;
    const end = reports && measureEnd(reports, connection.getSenders());
    near = end?.near ?? near;
    tell({ quality, causes: end ? found(causesOf(end, performance.now())) : causes, near });
  }

  return {
    follow(connection) {
      turn += 1;
      timers.clear('look');
      if (connection) return void look(connection, createQualityMeter(role), turn);
      causesOf = createEndCauses();
      near = false;
      tell({ quality: unknownQuality, causes: found(noCauses), near });
    },
    close() {
      turn += 1;
      timers.clearAll();
    },
  };
}
