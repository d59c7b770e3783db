import { startLens } from '../../scripts/browser/lens.ts';
import { atLeastTimes, measured, type Figure } from '../figure.ts';
import { startFloor } from '../floors/start.ts';
import { fillWithLiveSessions, type LiveSession } from '../full-store/live-sessions.ts';
import { offerTo } from '../signalling/offer.ts';
import { connectAll, offersPerSecond, type Pair, type PeerAddress } from '../signalling/peers.ts';
import { RUNS } from '../runs.ts';

const RUN_MS = 1_500;
const IDLE_PEERS = 5_000;
/** So many that none comes near what one peer may send a second. */
const TALKING_PAIRS = 400;

/** Connects idle and talking peers to one of the two servers. */
async function connectPeers(
  sessions: readonly LiveSession[],
  addressOf: (session: LiveSession, peer: LiveSession['peers'][number]) => string,
): Promise<{ pairs: Pair[]; close(): void }> {
  const addresses: PeerAddress[] = sessions.flatMap((session) =>
    session.peers.map((peer) => ({ id: peer.id, url: addressOf(session, peer) })),
  );
  const sockets = await connectAll(addresses);
  const pairs: Pair[] = [];
  for (let at = IDLE_PEERS; at < sockets.length; at += 2)
    pairs.push({
      sockets: [sockets[at]!, sockets[at + 1]!],
      ids: [addresses[at]!.id, addresses[at + 1]!.id],
    });
  return { pairs, close: () => sockets.forEach((socket) => socket.terminate()) };
}

/** Offers relayed a second while thousands of peers are connected and silent. */
export async function signalling(): Promise<Figure[]> {
  let sessions: LiveSession[] = [];
  const lens = await startLens(
    {},
    {
      async fill(dataDir) {
        const choice = { mongodbUri: undefined, dataDir };
        sessions = await fillWithLiveSessions(choice, IDLE_PEERS / 2 + TALKING_PAIRS);
      },
    },
  );
  const relay = await startFloor('ws-relay');
  try {
    const socketUrl = lens.url.replace('http', 'ws');
    const atLens = await connectPeers(
      sessions,
      ({ id }, peer) =>
        `${socketUrl}/peer/${id}/peerjs?key=peerjs&id=${peer.id}&token=${peer.token}`,
    );
    const atRelay = await connectPeers(
      sessions,
      (_, peer) => `ws://127.0.0.1:${relay.port}/?id=${peer.id}`,
    );
    const ours: number[] = [];
    const floor: number[] = [];
    // The first run of each is for the compiler.
    for (let run = -1; run < RUNS; run += 1) {
      const bare = await offersPerSecond(atRelay.pairs, offerTo, RUN_MS);
      const own = await offersPerSecond(atLens.pairs, offerTo, RUN_MS);
      if (run < 0) continue;
      floor.push(bare);
      ours.push(own);
    }
    atLens.close();
    atRelay.close();
    return [
      atLeastTimes(0.85, {
        figure: 'signalling',
        ...measured(ours, floor),
        floorName: 'a bare ws relay that parses, stamps the sender and routes',
        unit: `offers relayed a second with ${IDLE_PEERS} idle peers connected`,
      }),
    ];
  } finally {
    await relay.stop();
    await lens.close();
  }
}
