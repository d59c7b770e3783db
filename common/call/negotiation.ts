import { createConfiguration } from './configuration.ts';
import { openLink, type Link } from './link.ts';
import type { MediaConnection, Peer } from './peerjs.ts';
import { createPlaceholders, type Placeholders } from './placeholders.ts';
import { watchRelay, type RelayTrouble } from './relay-trouble.ts';
import type { CallOptions } from './terms.ts';

export interface NegotiationParts extends Pick<
  CallOptions,
  'session' | 'encryption' | 'placeholders'
> {
  /** The peer to negotiate with, or null while PeerServer is out of reach. */
  peer(): Peer | null;
  /** What keeps a link from a relay. */
  onRelayTrouble(link: Link, trouble: RelayTrouble | null): void;
}

/** Calls the other side with this stream, or answers it. */
export type Begin = (peer: Peer, stream: MediaStream) => MediaConnection;

/** Makes the call's connections, each with what is good for it at that moment. */
export interface Negotiation {
  /** A connection is soon to come: what it needs of the server is asked for by then. */
  ahead(): void;
  /** The STUN and TURN servers that were named last. */
  knownServers(): readonly RTCIceServer[];
  /**
   * Opens a link with placeholders in it, so that negotiating needs no camera and no microphone; null
   * where there is no PeerServer to negotiate over, or `signal` has given it up meanwhile. Rejects where the
   * browser refuses to make a connection.
   */
  open(begin: Begin, onChange: (link: Link) => void, signal: AbortSignal): Promise<Link | null>;
}

export function createNegotiation({
  session,
  encryption,
  placeholders = createPlaceholders,
  peer: present,
  onRelayTrouble,
}: NegotiationParts): Negotiation {
  const configuration = createConfiguration(async () => {
    if (!session.isReached()) throw new Error('there is nobody to ask');
    return session.iceServers();
  });
  /** Throws where the browser refuses to make a connection. */
  function begun(begin: Begin, peer: Peer, held: Placeholders): MediaConnection {
    try {
      return begin(peer, held.stream);
    } catch (error) {
      held.stop();
      throw error;
    }
  }

  return {
    ahead: configuration.ahead,
    knownServers: configuration.known,
    async open(begin, onChange, signal) {
      if (!present()) return null;
      const [config, certificates] = await Promise.all([
        configuration.next(),
        encryption?.certificates() ?? [],
      ]);
      const peer = present();
      if (!peer || signal.aborted) return null;
      // Where PeerJS looks as it makes a connection.
      peer.options.config = { ...config, ...(certificates.length > 0 && { certificates }) };
      const held = placeholders();
      const link = openLink(begun(begin, peer, held), held, onChange, encryption);
      watchRelay(link.connection, config.iceServers ?? [], (trouble) =>
        onRelayTrouble(link, trouble),
      );
      return link;
    },
  };
}
