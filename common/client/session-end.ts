import type { SessionView } from '../contract/views.ts';
import type { SessionLinkView } from './session-link.ts';

/**
 * When a live session ends if nothing changes, by this device's clock (ms since 1970); null while nothing
 * is at stake. Whoever does not reach the server counts by themselves, from when they last heard of it.
 */
export function sessionEndsAt<View extends SessionView>({
  session,
  downSince,
  clockOffsetMs,
}: SessionLinkView<View>): number | null {
  if (session?.state !== 'active') return null;
  if (downSince !== null) return downSince + session.seatSeconds * 1000;
  const other = session.side === 'technician' ? session.customer : session.technician;
  return other?.lostAt ? other.lostAt - clockOffsetMs : null;
}
