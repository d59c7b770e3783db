import { otherSide } from '../../common/contract/session.ts';
import type { Sessions } from '../sessions/sessions.ts';
import { peerIdOf } from '../sessions/views.ts';
import type { SessionDocument } from '../store/documents.ts';
import type { PeerAddress } from './address.ts';
import { whyNot } from './admission.ts';
import type { Door } from './door.ts';
import type { ReadMessage } from './message.ts';
import type { PeerServer, Seated } from './peer-server.ts';

/**
 * How often at most the other side is told that a peer has registered, in ms: it calls each time, and whoever
 * registers again and again must not have it call without end.
 */
const CALLABLE_EVERY_MS = 300;

/** A peer that was admitted. */
interface Peer {
  address: PeerAddress;
  door: Door;
  seated: Seated;
  /** The session as it was last heard of. */
  session: SessionDocument;
  /** The id of whoever holds its other side's seat; null for nobody. */
  across: string | null;
  leave(): void;
}

/** The peers that are connected to this node, each of which reaches only the one across from it. */
export interface Peers {
  enter(door: Door, address: PeerAddress, session: SessionDocument): void;
  /** Tells the session's peers how it stands; whoever has no place in it any more is closed. */
  hear(session: SessionDocument): void;
  stop(): void;
}

/** The id of whoever holds the other side's seat now. */
function acrossOf(session: SessionDocument, { side }: PeerAddress): string | null {
  const across = otherSide(side);
  const generation = session.seats[across]?.generation;
  return generation === undefined ? null : peerIdOf(session._id, across, generation);
}

export function createPeers(peerServer: PeerServer, sessions: Sessions): Peers {
  const byId = new Map<string, Peer>();
  const bySession = new Map<string, Set<Peer>>();

  function hear(session: SessionDocument): void {
    for (const peer of bySession.get(session._id) ?? []) {
      if (session.revision < peer.session.revision) continue;
      peer.session = session;
      peer.across = acrossOf(session, peer.address);
      const why = whyNot(session, peer.address);
      if (why === null) continue;
      peer.leave();
      peer.door.refuse(why);
    }
  }
  const forget = sessions.onChange(hear);

  /** The sides whose registering was told just now, and what tells it once more where they did so again. */
  const told = new Map<string, NodeJS.Timeout>();
  const again = new Set<string>();

  function tellCallable({ sessionId, side }: Pick<PeerAddress, 'sessionId' | 'side'>): void {
    const key = `${sessionId} ${side}`;
    if (told.has(key)) return void again.add(key);
    sessions.tellCallable(sessionId, side);
    const timer = setTimeout(() => {
      told.delete(key);
      if (again.delete(key)) tellCallable({ sessionId, side });
    }, CALLABLE_EVERY_MS);
    told.set(key, timer.unref());
  }

  /** Lets PeerServer have a message for the other side; where that is not there, says so at once. */
  function pass({ address, door, seated, across }: Peer, read: ReadMessage): void {
    const { message } = read;
    if (message.type === 'HEARTBEAT') return seated.receive(read);
    const isThere = across !== null && byId.get(across)?.door.isOver() === false;
    if (isThere && message.dst === across) return seated.receive(read);
    // PeerJS understands EXPIRE as `peer-unavailable`; PeerServer would keep the message, without end.
    if (message.type !== 'LEAVE')
      door.send(JSON.stringify({ type: 'EXPIRE', src: message.dst, dst: address.peerId }));
  }

  return {
    enter(door, address, session) {
      // The same document again, after its network changed: PeerServer must forget the old socket
      // first, or it would never say OPEN to the new one.
      const former = byId.get(address.peerId);
      former?.leave();
      former?.door.close();

      const unwatch = sessions.watch(session._id);
      const together = bySession.get(session._id) ?? new Set();
      bySession.set(session._id, together);
      const seated = peerServer.seat(address.peerId, door);
      const peer: Peer = {
        address,
        door,
        session,
        across: acrossOf(session, address),
        seated,
        leave() {
          if (!together.delete(peer)) return;
          if (together.size === 0) bySession.delete(session._id);
          if (byId.get(address.peerId) === peer) byId.delete(address.peerId);
          unwatch();
          seated.leave();
        },
      };
      together.add(peer);
      byId.set(address.peerId, peer);
      door.onClose(peer.leave);
      door.open((read) => pass(peer, read));
      tellCallable(address);
    },
    hear,
    stop() {
      forget();
      for (const timer of told.values()) clearTimeout(timer);
      told.clear();
    },
  };
}
