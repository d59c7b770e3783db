import type { ErrorCode } from '../../common/contract/errors.ts';
import { HttpError } from '../http/http-error.ts';
import type { SessionDocument } from '../store/documents.ts';
import { hashLink, linkRefusal } from './links.ts';
import { isLastPin, isLivePin, whatBecameOf, type TypedPin } from './pin.ts';

/** What became of a PIN, as whoever types it is told. */
const pinRefusals: Record<'used' | 'expired', ErrorCode> = {
  used: 'pin_used',
  expired: 'pin_expired',
};

/** What a customer joins by. */
export type Entrance = ({ link?: undefined } & TypedPin) | { link: string };

/** What whoever types a PIN is told that this session does not have, or no longer. */
export function pinRefusal(
  session: SessionDocument | null,
  typed: TypedPin,
  now: number,
): HttpError {
  const became = session === null ? undefined : whatBecameOf(session, typed, now);
  return new HttpError(became === undefined ? 'pin_wrong' : pinRefusals[became]);
}

/** What whoever comes to a session by a PIN or a link that does not work is told. */
export function refusal(
  session: SessionDocument | null,
  entrance: Entrance,
  now: number,
): HttpError {
  if (entrance.link !== undefined) return linkRefusal(session, hashLink(entrance.link));
  const refused = pinRefusal(session, entrance, now);
  const isOver = session?.state === 'ended' && refused.code !== 'pin_wrong';
  return isOver ? new HttpError('session_ended') : refused;
}

/** Whether a session can be joined by this at this moment. A link outlives the time of the PIN. */
export function isOpenTo(session: SessionDocument, entrance: Entrance, now: number): boolean {
  if (entrance.link === undefined) return isLivePin(session, entrance, now);
  const hash = hashLink(entrance.link);
  return session.state === 'waiting' && session.links.some((link) => link.hash === hash);
}

/** Whether this was among what the present customer's join used up. */
export function wasUsedUp(session: SessionDocument, entrance: Entrance): boolean {
  if (entrance.link === undefined) return isLastPin(session, entrance);
  const hash = hashLink(entrance.link);
  return session.formerLinks.some(
    (link) => link.hash === hash && link.became === 'used' && link.at === session.joinedAt,
  );
}
