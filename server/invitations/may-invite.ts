import type { TechnicianCaller } from '../http/handler.ts';
import { HttpError } from '../http/http-error.ts';
import { mustBeOpen, mustBelong, mustHoldSeat } from '../sessions/caller.ts';
import { livePin } from '../sessions/pin.ts';
import type { SessionDocument } from '../store/documents.ts';

/**
 * Lets a technician invite to a session of one's own that waits for its customer. Throws
 * `session_not_found`, `session_ended`, `open_elsewhere`, `session_already_started`,
 * `customer_joined`.
 */
export function mustBeWaiting(
  session: SessionDocument,
  caller: TechnicianCaller,
  seat: number | undefined,
): void {
  mustBelong(session, caller);
  mustBeOpen(session);
  mustHoldSeat(session, 'technician', seat);
  if (session.state === 'active') throw new HttpError('session_already_started');
  if (session.state !== 'waiting') throw new HttpError('customer_joined');
}

/** The PIN that an invitation says. Throws `pin_needed` where its time is over. */
export function pinToTell(session: SessionDocument, now: number): string {
  const pin = livePin(session, now);
  if (pin === undefined) throw new HttpError('pin_needed');
  return pin;
}
