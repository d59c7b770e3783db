import type { Side } from '../../common/contract/session.ts';
import { HttpError } from '../http/http-error.ts';
import type { IceServersFor } from '../relay/relay.ts';
import type { Store } from '../store/store.ts';
import { mustBeOpen, mustBelong, mustHoldSeat, sideOf, type SessionCaller } from './caller.ts';
import type { SessionHandlers } from './parts.ts';
import type { PeerTokens } from './peer-token.ts';
import { callNameOf, peerIdOf } from './views.ts';

interface Asking {
  params: { id: string };
  caller: SessionCaller;
  seat: number | undefined;
}

/** How the documents of both sides reach each other, once there is something to reach each other for. */
export function meetingRoutes(
  { store, iceServersFor }: { store: Store; iceServersFor: IceServersFor },
  peerTokens: PeerTokens,
): Pick<SessionHandlers, 'peerAccess' | 'iceServers'> {
  /** Lets nobody on but whoever holds a seat of a session that is connected or active. */
  async function seatOf(asking: Asking): Promise<{ side: Side; generation: number }> {
    const side = sideOf(asking.caller);
    const session = await store.sessions.byId(asking.params.id);
    if (session === null) throw new HttpError('session_not_found');
    mustBelong(session, asking.caller);
    mustBeOpen(session);
    mustHoldSeat(session, side, asking.seat);
    const held = session.seats[side];
    if (held === null || (session.state !== 'connected' && session.state !== 'active'))
      throw new HttpError('session_not_ready');
    return { side, generation: held.generation };
  }

  return {
    async peerAccess(asking) {
      const { side, generation } = await seatOf(asking);
      const peerId = peerIdOf(asking.params.id, side, generation);
      return { peerId, ...(await peerTokens.issue(peerId)) };
    },

    async iceServers(asking) {
      const { side } = await seatOf(asking);
      return await iceServersFor(callNameOf(asking.params.id, side));
    },
  };
}
