import type { Side } from '../../common/contract/session.ts';
import { peerIdOf } from '../sessions/views.ts';

/** Who asks for PeerServer, by the address that PeerJS makes. */
export interface PeerAddress {
  sessionId: string;
  side: Side;
  generation: number;
  peerId: string;
  token: string;
}

const path = /^\/peer\/([0-9a-f]{32})\/peerjs$/;
const peer = /^[0-9a-f]{32}-([tc])-(\d{1,9})$/;

/**
 * Reads `/peer/<session>/peerjs?key=…&id=…&token=…`; null for any other address, and for an id of
 * another session. By hand, because the URL class throws at some of what a sender may send.
 */
export function readPeerAddress(url: string): PeerAddress | null {
  const [pathname = '', query = ''] = url.split('?', 2);
  const sessionId = path.exec(pathname)?.[1];
  const asked = new URLSearchParams(query);
  const peerId = asked.get('id') ?? '';
  const token = asked.get('token') ?? '';
  const [, letter, digits] = peer.exec(peerId) ?? [];
  if (sessionId === undefined || letter === undefined) return null;
  const side = letter === 't' ? 'technician' : 'customer';
  const generation = Number(digits);
  if (peerId !== peerIdOf(sessionId, side, generation)) return null;
  return { sessionId, side, generation, peerId, token };
}
