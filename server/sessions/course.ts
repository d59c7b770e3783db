import type { EndReason, EndedBy } from '../../common/contract/session.ts';
import { HttpError } from '../http/http-error.ts';
import type { SessionChange, SessionDocument } from '../store/documents.ts';
import { mustBeOpen, mustBelong, mustHoldSeat, sideOf } from './caller.ts';
import { mustBeFields } from './custom-values.ts';
import type { Parts, SessionHandlers } from './parts.ts';
import { retireLinks } from './links.ts';
import { retirePin } from './pin.ts';

/** Ends a session: its PIN is over, and its technician may open another one. */
export function ending(
  session: SessionDocument,
  by: EndedBy,
  reason: EndReason,
  now: number,
): SessionChange {
  return {
    ...retirePin(session, 'expired', now),
    ...retireLinks(session, 'ended', now),
    state: 'ended',
    openFor: undefined,
    endedAt: now,
    end: { by, reason },
  };
}

/**
 * The course of a session once somebody has joined it. A command that was carried out already, by
 * the same caller, is answered as the first time: on a bad network the first answer may be lost.
 */
export function courseRoutes({
  clock,
  company,
  licenceVersion,
  move,
  viewFor,
}: Parts): Pick<
  SessionHandlers,
  'changeDetails' | 'acceptLicence' | 'declineLicence' | 'startSession' | 'endSession'
> {
  return {
    async changeDetails({ params: { id }, body: { language, custom, ...details }, caller, seat }) {
      const session = await move(id, (found) => {
        mustBelong(found, caller);
        mustBeOpen(found);
        mustHoldSeat(found, 'technician', seat);
        if (found.state === 'active') throw new HttpError('session_already_started');
        mustBeFields(custom, company);
        return {
          details: {
            ...found.details,
            ...details,
            custom: { ...found.details.custom, ...custom },
          },
          ...(language !== undefined && { language }),
        };
      });
      return viewFor(session, 'technician');
    },

    async acceptLicence({ params: { id }, body, caller, seat }) {
      const session = await move(id, (found) => {
        mustBelong(found, caller);
        mustBeOpen(found);
        mustHoldSeat(found, 'customer', seat);
        if (found.state !== 'joined') return null;
        if (body.version !== licenceVersion()) throw new HttpError('licence_changed');
        const now = clock.now();
        return { state: 'connected', connectedAt: now, licence: { ...body, acceptedAt: now } };
      });
      return viewFor(session, 'customer');
    },

    async declineLicence({ params: { id }, caller, seat }) {
      const session = await move(id, (found) => {
        mustBelong(found, caller);
        if (found.end?.reason === 'declined') return null;
        mustBeOpen(found);
        mustHoldSeat(found, 'customer', seat);
        if (found.state !== 'joined') throw new HttpError('session_changed');
        return ending(found, 'customer', 'declined', clock.now());
      });
      return viewFor(session, 'customer');
    },

    async startSession({ params: { id }, caller, seat }) {
      const session = await move(id, (found) => {
        mustBelong(found, caller);
        mustBeOpen(found);
        mustHoldSeat(found, 'technician', seat);
        if (found.state === 'active') return null;
        // Opening asked too, but the permission may have gone while the customer was on the way.
        if (!caller.may.startSessions) throw new HttpError('not_permitted');
        if (found.state !== 'connected') throw new HttpError('session_not_ready');
        return { state: 'active', startedAt: clock.now() };
      });
      return viewFor(session, 'technician');
    },

    async endSession({ params: { id }, body, caller, seat }) {
      const side = sideOf(caller);
      const ended = body?.because ?? 'ended';
      const session = await move(id, (found) => {
        mustBelong(found, caller);
        if (found.state === 'ended') return null;
        mustHoldSeat(found, side, seat);
        return ending(found, side, side === 'technician' ? ended : 'left', clock.now());
      });
      return viewFor(session, side);
    },
  };
}
