import type { ErrorCode } from '../../common/contract/errors.ts';
import type { PeerTokens } from '../sessions/peer-token.ts';
import type { SessionDocument } from '../store/documents.ts';
import type { PeerAddress } from './address.ts';

/**
 * Why a peer has nothing to do at PeerServer, or null: only the present documents of a session that
 * is connected or active do.
 */
export function whyNot(
  session: SessionDocument,
  { side, generation }: Pick<PeerAddress, 'side' | 'generation'>,
): ErrorCode | null {
  if (session.state === 'ended') return 'session_ended';
  const seat = session.seats[side];
  if (seat === null) return 'seat_refused';
  if (seat.generation !== generation) return 'open_elsewhere';
  return session.state === 'connected' || session.state === 'active' ? null : 'session_not_ready';
}

/** Lets a peer in, or says why not. A token that does not belong to the id finds nothing out about the session. */
export async function admission(
  address: PeerAddress | null,
  peerTokens: PeerTokens,
  find: (id: string) => Promise<SessionDocument | null>,
): Promise<{ address: PeerAddress; session: SessionDocument } | { refused: ErrorCode }> {
  if (address === null || !(await peerTokens.belongsTo(address.token, address.peerId)))
    return { refused: 'seat_refused' };
  const session = await find(address.sessionId);
  if (session === null) return { refused: 'session_not_found' };
  const refused = whyNot(session, address);
  return refused === null ? { address, session } : { refused };
}
