import { sides, type Side } from '../../common/contract/session.ts';
import { HttpError } from '../http/http-error.ts';
import type { SessionChange, SessionDocument } from '../store/documents.ts';
import { ending } from './course.ts';
import type { News } from './news.ts';
import type { Parts, SessionSettings } from './parts.ts';
import { livePin, retirePin } from './pin.ts';
import type { Presence } from './presence.ts';
import { isPresent } from './views.ts';

const MINUTE_MS = 60_000;
/** How long an ended session is kept, in ms: whoever was in it can still see how it ended. */
const KEEP_ENDED_MS = 24 * 60 * MINUTE_MS;
const REMOVE_EVERY_MS = 60 * MINUTE_MS;

/** Since when a session has been waiting for its start: a new PIN or a customer begins it anew. */
function waitingSince(
  { createdAt, joinedAt, pinExpiresAt }: SessionDocument,
  { pinMinutes }: SessionSettings,
): number {
  return Math.max(createdAt, joinedAt ?? 0, (pinExpiresAt ?? 0) - pinMinutes * MINUTE_MS);
}

/**
 * Whether a side has been away too long. The time before `upSince`, when no server ran or none could
 * reach the store to note who was there, is not its fault.
 */
function isLost(
  session: SessionDocument,
  side: Side,
  now: number,
  upSince: number,
  { seatSeconds }: SessionSettings,
): boolean {
  const seat = session.seats[side];
  if (seat === null || isPresent(seat, now)) return false;
  return now - Math.max(seat.awayAt ?? seat.seenAt, upSince) > seatSeconds * 1000;
}

/** What time alone does to a session, or null: a PIN expires, nobody starts it, a side stays away. */
export function whenTimeIsUp(
  session: SessionDocument,
  now: number,
  upSince: number,
  settings: SessionSettings,
): SessionChange | null {
  if (session.state === 'ended') return null;
  if (session.state === 'active')
    return sides.some((side) => isLost(session, side, now, upSince, settings))
      ? ending(session, 'server', 'seat_lost', now)
      : null;
  const mayWait = settings.waitingMinutes === 0 ? Infinity : settings.waitingMinutes * MINUTE_MS;
  if (now - waitingSince(session, settings) > mayWait)
    return ending(session, 'server', 'waited_too_long', now);
  if (session.pin !== undefined && livePin(session, now) === undefined)
    return retirePin(session, 'expired', now);
  return null;
}

/**
 * One look at all open sessions: does what time has brought, and publishes those that somebody on
 * this node watches, so that another node's change is seen here. Gives the open sessions.
 */
export function createSweep(
  { store, clock, settings, move, publish }: Parts,
  news: News,
  presence: Presence,
): () => Promise<SessionDocument[]> {
  let upSince: number | undefined = clock.now();
  let removedAt = -Infinity;

  async function openSessions(): Promise<SessionDocument[]> {
    try {
      return await store.sessions.open();
    } catch (error) {
      upSince = undefined;
      throw error;
    }
  }

  return async function sweep() {
    await presence.refresh();
    const open = await openSessions();
    const now = clock.now();
    const since = (upSince ??= now);
    const dueNow = (session: SessionDocument) => whenTimeIsUp(session, now, since, settings);

    for (const session of open)
      if (dueNow(session) !== null)
        await move(session._id, dueNow).catch((error: unknown) => {
          // Another node may have ended and removed it meanwhile.
          if (!(error instanceof HttpError)) throw error;
        });

    const watched = news.watched();
    const byId = new Map(open.map((session) => [session._id, session]));
    const others = watched.filter((id) => !byId.has(id));
    for (const session of others.length > 0 ? await store.sessions.byIds(others) : [])
      byId.set(session._id, session);
    for (const id of watched) {
      const session = byId.get(id);
      if (session !== undefined) publish(session);
    }

    if (now - removedAt >= REMOVE_EVERY_MS) {
      await store.sessions.removeEnded(now - KEEP_ENDED_MS);
      removedAt = now;
    }
    return open;
  };
}
