import type { Side } from '../../common/contract/session.ts';
import type { CustomerCaller, TechnicianCaller } from '../http/handler.ts';
import { HttpError } from '../http/http-error.ts';
import type { SessionDocument } from '../store/documents.ts';

export type SessionCaller = TechnicianCaller | CustomerCaller;

/** The side of a session that a caller is on. */
export function sideOf(caller: SessionCaller): Side {
  return caller.kind;
}

/**
 * Lets nobody at a session but its technician and its present customer. Another technician is told
 * `session_not_found`, as if it were not there; a customer whose token was replaced by a new PIN
 * `seat_refused`.
 */
export function mustBelong(session: SessionDocument, caller: SessionCaller): void {
  if (caller.kind === 'technician') {
    if (session.technicianId !== caller.technician._id) throw new HttpError('session_not_found');
    return;
  }
  const { customerTokenHash } = caller.session;
  if (customerTokenHash === undefined || session.customerTokenHash !== customerTokenHash)
    throw new HttpError('seat_refused');
}

/**
 * Lets a document command only while it holds its side's seat: `open_elsewhere` otherwise. A script
 * that names no generation is not checked.
 */
export function mustHoldSeat(
  session: SessionDocument,
  side: Side,
  generation: number | undefined,
): void {
  if (generation !== undefined && session.seats[side]?.generation !== generation)
    throw new HttpError('open_elsewhere');
}

/** Refuses what cannot be done to a session that is over. */
export function mustBeOpen(session: SessionDocument): void {
  if (session.state === 'ended') throw new HttpError('session_ended');
}
