import type { Side } from '../contract/session.ts';
import { createTimers } from '../network/timers.ts';
import { createQualityMeter, unknownQuality, type CallQuality } from './quality.ts';

/** How often quality is measured, in ms. */
export const MEASURE_EVERY_MS = 2_000;

/** Tells the quality of `connection` now and every 2 s, unknown while it is not connected. Returns the way to stop. */
export function watchQuality(
  connection: RTCPeerConnection,
  role: Side,
  tell: (quality: CallQuality) => void,
): () => void {
  const timers = createTimers();
  const measure = createQualityMeter(connection, role);
  let stopped = false;

  async function again(): Promise<void> {
    const connected = connection.connectionState === 'connected';
    const quality = connected ? await measure().catch(() => unknownQuality) : unknownQuality;
    if (stopped) return;
    tell(quality);
    timers.set('measure', MEASURE_EVERY_MS, again);
  }

  void again();
  return () => {
    stopped = true;
    timers.clearAll();
  };
}
