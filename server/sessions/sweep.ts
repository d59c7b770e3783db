import { sides } from '../../common/contract/session.ts';
import type { Settings } from '../../common/contract/settings.ts';
import { HttpError } from '../http/http-error.ts';
import type { SessionChange, SessionDocument } from '../store/documents.ts';
import { ending } from './course.ts';
import type { News } from './news.ts';
import type { Parts } from './parts.ts';
import type { PinGuard } from './pin-guard.ts';
import { livePin, retirePin } from './pin.ts';
import type { Presence } from './presence.ts';
import { lostAt, type Uptime } from './seat-time.ts';

const MINUTE_MS = 60_000;

/** Since when a session has been waiting for its start: a new PIN or a customer begins it anew. */
const waitingSince = ({ createdAt, joinedAt, pinDrawnAt }: SessionDocument) =>
  Math.max(createdAt, joinedAt ?? 0, pinDrawnAt ?? 0);

/** How long a session may wait for its start, and a side of a live one stay away. */
export interface Patience extends Pick<Settings, 'waitingMinutes'>, Pick<Parts, 'seatSeconds'> {}

/** What time alone does to a session, or null: a PIN expires, nobody starts it, a side stays away. */
export function whenTimeIsUp(
  session: SessionDocument,
  now: number,
  upSince: number,
  patience: Patience,
): SessionChange | null {
  if (session.state === 'ended') return null;
  if (session.state === 'active') {
    const { seatSeconds } = patience;
    const ends = sides.map((side) => lostAt(session, side, { now, upSince, seatSeconds }));
    const isLost = ends.some((end) => end !== null && now > end);
    return isLost ? ending(session, 'server', 'seat_lost', now) : null;
  }
  const mayWait = patience.waitingMinutes === 0 ? Infinity : patience.waitingMinutes * MINUTE_MS;
  if (now - waitingSince(session) > mayWait)
    return ending(session, 'server', 'waited_too_long', now);
  if (session.pin !== undefined && livePin(session, now) === undefined)
    return retirePin(session, 'expired', now);
  return null;
}

type SweepParts = Pick<Parts, 'store' | 'clock' | 'company' | 'seatSeconds' | 'move' | 'publish'>;

/** Who else looks each second. */
interface Swept {
  news: Pick<News, 'watched'>;
  presence: Pick<Presence, 'refresh'>;
  uptime: Uptime;
  pinGuard: Pick<PinGuard, 'look'>;
}

/**
 * One look at all open sessions: does what time has brought, and publishes those that somebody on
 * this node watches, so that another node's change is seen here. Gives the open sessions.
 */
export function createSweep(
  { store, clock, company, seatSeconds, move, publish }: SweepParts,
  { news, presence, pinGuard, uptime }: Swept,
): () => Promise<SessionDocument[]> {
  async function openSessions(): Promise<SessionDocument[]> {
    try {
      return await store.sessions.open();
    } catch (error) {
      uptime.storeIsAway();
      throw error;
    }
  }

  return async function sweep() {
    await presence.refresh();
    const open = await openSessions();
    const now = clock.now();
    uptime.storeAnswers();
    const since = uptime.since();
    const patience = { waitingMinutes: company().waitingMinutes, seatSeconds };
    const dueNow = (session: SessionDocument) => whenTimeIsUp(session, now, since, patience);

    for (const session of open)
      if (dueNow(session) !== null)
        await move(session._id, dueNow).catch((error: unknown) => {
          // Another node may have ended and removed it meanwhile.
          if (!(error instanceof HttpError)) throw error;
        });

    // Before they are told of: it decides whether the extra digits are shown.
    await pinGuard.look(open);
    const watched = news.watched();
    const byId = new Map(open.map((session) => [session._id, session]));
    const others = watched.filter((id) => !byId.has(id));
    for (const session of others.length > 0 ? await store.sessions.byIds(others) : [])
      byId.set(session._id, session);
    for (const id of watched) {
      const session = byId.get(id);
      if (session !== undefined) publish(session);
    }

    return open;
  };
}
