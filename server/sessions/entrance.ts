import type { ErrorCode } from '../../common/contract/errors.ts';
import { HttpError } from '../http/http-error.ts';
import type { SessionDocument } from '../store/documents.ts';
import { hashLink, linkRefusal } from './links.ts';
import { livePin, whatBecameOf } from './pin.ts';

/** What became of a PIN, as whoever types it is told. */
export const pinRefusals: Record<'used' | 'expired', ErrorCode> = {
  used: 'pin_used',
  expired: 'pin_expired',
};

/** What a customer joins by. */
export type Entrance = { link?: undefined; pin: string } | { link: string };

/** What whoever types this PIN for this session is told. */
function pinRefusal(session: SessionDocument | null, pin: string): HttpError {
  const became = session === null ? undefined : whatBecameOf(session, pin);
  if (became === undefined) return new HttpError('pin_wrong');
  return new HttpError(session?.state === 'ended' ? 'session_ended' : pinRefusals[became]);
}

/** What whoever comes by a PIN or a link that does not work is told. */
export const refusal = (session: SessionDocument | null, entrance: Entrance): HttpError =>
  entrance.link === undefined
    ? pinRefusal(session, entrance.pin)
    : linkRefusal(session, hashLink(entrance.link));

/** Whether a session can be joined by this at this moment. A link outlives the time of the PIN. */
export function isOpenTo(session: SessionDocument, entrance: Entrance, now: number): boolean {
  if (entrance.link === undefined) return livePin(session, now) === entrance.pin;
  const hash = hashLink(entrance.link);
  return session.state === 'waiting' && session.links.some((link) => link.hash === hash);
}

/** Whether this was among what the present customer's join used up. */
export function wasUsedUp(
  { formerPins, formerLinks, joinedAt }: SessionDocument,
  entrance: Entrance,
) {
  if (entrance.link === undefined) return formerPins.at(-1)?.pin === entrance.pin;
  const hash = hashLink(entrance.link);
  return formerLinks.some(
    (link) => link.hash === hash && link.became === 'used' && link.at === joinedAt,
  );
}
