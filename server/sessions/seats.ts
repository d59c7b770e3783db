import { HttpError } from '../http/http-error.ts';
import { mustBeOpen, mustBelong, mustHoldSeat, sideOf } from './caller.ts';
import { givenSeat } from './new-session.ts';
import type { Parts, SessionHandlers } from './parts.ts';

/** Looking at a session, taking one's seat in it, and how one would speak. */
export function seatRoutes({
  store,
  clock,
  move,
  viewFor,
}: Parts): Pick<SessionHandlers, 'getSession' | 'takeSeat' | 'setVoice'> {
  return {
    async getSession({ params: { id }, caller }) {
      // A customer's was read a moment ago, to know whose token it is.
      const session = caller.kind === 'customer' ? caller.session : await store.sessions.byId(id);
      if (session === null) throw new HttpError('session_not_found');
      mustBelong(session, caller);
      return viewFor(session, sideOf(caller));
    },

    async takeSeat({ params: { id }, body: { from, device }, caller }) {
      const side = sideOf(caller);
      const signIn = caller.kind === 'technician' ? caller.tokenHash : undefined;
      const session = await move(id, (found) => {
        mustBelong(found, caller);
        mustBeOpen(found);
        mustHoldSeat(found, side, from);
        const former = found.seats[side];
        return {
          seats: { [side]: givenSeat(from + 1, device, clock.now(), { signIn, former }) },
        };
      });
      return viewFor(session, side);
    },

    async setVoice({ params: { id }, body: { voice }, caller, seat }) {
      const side = sideOf(caller);
      const session = await move(id, (found) => {
        mustBelong(found, caller);
        mustBeOpen(found);
        mustHoldSeat(found, side, seat);
        return found.voices[side] === voice ? null : { voices: { ...found.voices, [side]: voice } };
      });
      return viewFor(session, side);
    },
  };
}
