import { HttpError } from '../http/http-error.ts';
import { mustBeOpen, mustBelong, mustHoldSeat, sideOf } from './caller.ts';
import { givenSeat } from './new-session.ts';
import type { Parts, SessionHandlers } from './parts.ts';
import type { PeerTokens } from './peer-token.ts';
import { peerIdOf } from './views.ts';

/** Looking at a session, taking one's seat in it, how one would speak, and the way to the other side's peer. */
export function seatRoutes(
  { store, clock, move, viewFor }: Parts,
  peerTokens: PeerTokens,
): Pick<SessionHandlers, 'getSession' | 'takeSeat' | 'setVoice' | 'peerAccess'> {
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

    async peerAccess({ params: { id }, caller, seat }) {
      const side = sideOf(caller);
      const session = await store.sessions.byId(id);
      if (session === null) throw new HttpError('session_not_found');
      mustBelong(session, caller);
      mustBeOpen(session);
      mustHoldSeat(session, side, seat);
      const held = session.seats[side];
      if (held === null || (session.state !== 'connected' && session.state !== 'active'))
        throw new HttpError('session_not_ready');
      const peerId = peerIdOf(id, side, held.generation);
      // No foreign STUN or TURN server is ever named: without one of its own, Lens connects directly.
      return { peerId, ...(await peerTokens.issue(peerId)), iceServers: [] };
    },
  };
}
