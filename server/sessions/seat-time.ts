import { otherSide, type Side } from '../../common/contract/session.ts';
import type { Clock } from '../clock.ts';
import type { SeatDocument, SessionDocument } from '../store/documents.ts';

/** After how long without a note a seat's document is no longer taken to be there, in ms. */
const PRESENT_FOR_MS = 40_000;

/**
 * Where both sides vanish within so many ms of each other, in the middle of a picture, it is rather the
 * server's own network that is away, and their call goes on: they have so long to be heard of again.
 */
const TOGETHER_MS = 30_000;
const BOTH_GONE_FOR_MS = 15 * 60_000;

/** Whether a seat's document is connected now. */
export function isPresent({ seenAt, awayAt }: SeatDocument, now: number): boolean {
  return awayAt === null && now - seenAt < PRESENT_FOR_MS;
}

const goneSince = ({ seenAt, awayAt }: SeatDocument) => awayAt ?? seenAt;

function vanishedTogether(one: SeatDocument, other: SeatDocument): boolean {
  const apart = Math.abs(goneSince(one) - goneSince(other));
  return one.flowing === true && other.flowing === true && apart < TOGETHER_MS;
}

/**
 * When a live session ends if this side does not come back (ms since 1970); null while its seat is not at
 * stake: it is there, or the other side reports that media flow between them. The time before `upSince`,
 * when no server ran or none could reach the store to note who was there, is not its fault.
 */
export function lostAt(
  session: SessionDocument,
  side: Side,
  { now, upSince, seatSeconds }: { now: number; upSince: number; seatSeconds: number },
): number | null {
  const seat = session.seats[side];
  if (session.state !== 'active' || seat === null || isPresent(seat, now)) return null;
  const other = session.seats[otherSide(side)];
  const isOtherHere = other !== null && isPresent(other, now);
  if (isOtherHere && other.flowing) return null;
  if (other !== null && !isOtherHere && vanishedTogether(seat, other))
    return Math.max(goneSince(seat), goneSince(other), upSince) + BOTH_GONE_FOR_MS;
  return Math.max(goneSince(seat), other?.flowedAt ?? 0, upSince) + seatSeconds * 1000;
}

/** Since when this server has been able to note who is there. */
export interface Uptime {
  since(): number;
  /** The store does not answer: from here on nobody can be noted. */
  storeIsAway(): void;
  storeAnswers(): void;
}

export function createUptime(clock: Clock): Uptime {
  let since: number | null = clock.now();
  return {
    since: () => since ?? clock.now(),
    storeIsAway: () => void (since = null),
    storeAnswers: () => void (since ??= clock.now()),
  };
}
