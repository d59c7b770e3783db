import type { EndReason, EndedBy } from '../../common/contract/session.ts';
import { HttpError } from '../http/http-error.ts';
import { LICENCE_VERSION } from '../settings/licence.ts';
import type { SessionChange, SessionDocument } from '../store/documents.ts';
import { mustBeOpen, mustBelong, mustHoldSeat, sideOf } from './caller.ts';
import type { Parts, SessionHandlers } from './parts.ts';
import { retireLinks } from './links.ts';
import { retirePin } from './pin.ts';
import { customerView, technicianView } from './views.ts';
import type { ViewFor } from './view-for.ts';

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
export function courseRoutes(
  { clock, settings, move }: Parts,
  viewFor: ViewFor,
): Pick<
  SessionHandlers,
  'changeDetails' | 'acceptLicence' | 'declineLicence' | 'startSession' | 'endSession'
> {
  const asTechnician = (session: SessionDocument) => technicianView(session, clock.now(), settings);
  const asCustomer = (session: SessionDocument) => customerView(session, clock.now(), settings);

  return {
    async changeDetails({ params: { id }, body: { language, ...details }, caller, seat }) {
      const session = await move(id, (found) => {
        mustBelong(found, caller);
        mustBeOpen(found);
        mustHoldSeat(found, 'technician', seat);
        if (found.state === 'active') throw new HttpError('session_already_started');
        return {
          details: { ...found.details, ...details },
          ...(language !== undefined && { language }),
        };
      });
      return asTechnician(session);
    },

    async acceptLicence({ params: { id }, body, caller, seat }) {
      const session = await move(id, (found) => {
        mustBelong(found, caller);
        mustBeOpen(found);
        mustHoldSeat(found, 'customer', seat);
        if (found.state !== 'joined') return null;
        if (body.version !== LICENCE_VERSION) throw new HttpError('licence_changed');
        const now = clock.now();
        return { state: 'connected', connectedAt: now, licence: { ...body, acceptedAt: now } };
      });
      return asCustomer(session);
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
      return asCustomer(session);
    },

    async startSession({ params: { id }, caller, seat }) {
      const session = await move(id, (found) => {
        mustBelong(found, caller);
        mustBeOpen(found);
        mustHoldSeat(found, 'technician', seat);
        if (found.state === 'active') return null;
        if (found.state !== 'connected') throw new HttpError('session_not_ready');
        return { state: 'active', startedAt: clock.now() };
      });
      return asTechnician(session);
    },

    async endSession({ params: { id }, caller, seat }) {
      const side = sideOf(caller);
      const session = await move(id, (found) => {
        mustBelong(found, caller);
        if (found.state === 'ended') return null;
        mustHoldSeat(found, side, seat);
        return ending(found, side, side === 'technician' ? 'ended' : 'left', clock.now());
      });
      return viewFor(session, side);
    },
  };
}
