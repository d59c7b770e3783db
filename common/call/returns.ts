import type { CallSession } from '../contract/call-session.ts';
import { whenBack } from '../network/when-back.ts';
import type { Link } from './link.ts';
import type { Negotiation } from './negotiation.ts';
import { createNetworkWatch } from './network-watch.ts';
import type { Party } from './party.ts';
import type { Proof } from './proof.ts';
import type { Signalling } from './signalling.ts';

export interface ReturnsParts {
  session: CallSession;
  signalling: Pick<Signalling, 'renew'>;
  negotiation: Pick<Negotiation, 'ahead' | 'knownServers'>;
  party: Pick<Party, 'hurry' | 'distrust'>;
  proof: Pick<Proof, 'isSilent' | 'isStill'>;
  /** Whether there is anybody to speak with. */
  hasOther(): boolean;
  /** The connection whose media are shown. */
  shown(): Link | null;
  /** Whether it is one to the present other side, and up. */
  isConnected(): boolean;
}

/** Has a call mended at once when something from outside makes that worth while, not at its next try. */
export interface Returns {
  /** The call has a connection, perhaps over another network than before. */
  connected(): void;
  /** Whether something is not as it should be: what is away is looked for only then. */
  doubt(doubted: boolean): void;
  /** Somebody asks for it. */
  retry(): void;
  close(): void;
}

/** Hears of the network, the server, the other side and the device itself, from now until `close()`. */
export function createReturns({
  session,
  signalling,
  negotiation,
  party,
  proof,
  hasOther,
  shown,
  isConnected,
}: ReturnsParts): Returns {
  let closed = false;
  const network = createNetworkWatch({
    servers: negotiation.knownServers,
    onAway: (away) => session.networkAway(away),
  });

  function retry(): void {
    if (closed || !hasOther()) return;
    if (!isConnected()) signalling.renew();
    party.hurry();
  }

  /** The other side has come over a new network, perhaps; what leads to the former one may not know it yet. */
  async function callAgain(): Promise<void> {
    const before = shown();
    if (isConnected() && !proof.isSilent() && !(await proof.isStill())) return;
    if (closed) return;
    if (shown() === before && isConnected()) party.distrust();
    if (shown() === before || !isConnected()) party.hurry();
  }

  const stops = [
    session.onCallable(() => void callAgain()),
    session.onReached(() => {
      negotiation.ahead();
      signalling.renew();
      if (!isConnected() || proof.isSilent()) party.hurry();
    }),
    whenBack((from) => {
      // Another network: the socket is of the one before, whatever it thinks of itself.
      if (from === 'offline' && isConnected()) signalling.renew();
      if (!isConnected()) retry();
    }),
  ];

  return {
    connected: network.connected,
    doubt(doubted) {
      session.doubt(doubted);
      network.doubt(doubted);
    },
    retry,
    close() {
      closed = true;
      for (const stop of stops) stop();
      session.doubt(false);
      network.close();
    },
  };
}
