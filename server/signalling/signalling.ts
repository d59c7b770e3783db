import type { Logger } from 'pino';
import { WebSocketServer } from 'ws';
import { closeCodes } from '../../common/contract/events.ts';
import { closeAll, TRY_LATER, UNEXPECTED } from '../events/close-all.ts';
import { startHeartbeat } from '../events/heartbeat.ts';
import type { UpgradeRoute } from '../http/upgrade-route.ts';
import type { Sessions } from '../sessions/sessions.ts';
import { StoreUnavailableError, type Store } from '../store/store.ts';
import { readPeerAddress, type PeerAddress } from './address.ts';
import { admission } from './admission.ts';
import { createDoor, type Door } from './door.ts';
import { startPeerServer } from './peer-server.ts';
import { createPeers } from './peers.ts';

/** The longest message of a peer, in bytes: an offer with every codec has some 10 kB. */
const LONGEST_MESSAGE = 64 * 1024;
/** How often a peer that says nothing is asked whether it is there, in ms. */
const BEAT_EVERY_MS = 20_000;
/** How long peers have to answer the close of a server that stops, in ms. */
const STOP_WITHIN_MS = 500;

/** PeerServer on `/peer/<session>/peerjs`, for the two peers of a live session and nobody else. */
export function createSignalling({
  sessions,
  store,
  log,
}: {
  sessions: Sessions;
  store: Store;
  log: Logger;
}): UpgradeRoute {
  const server = new WebSocketServer({ noServer: true, maxPayload: LONGEST_MESSAGE });
  const heartbeat = startHeartbeat({ everyMs: BEAT_EVERY_MS, mayMiss: 0 });
  const peerServer = startPeerServer((error) => log.warn({ err: error }, 'PeerServer failed'));
  const peers = createPeers(peerServer, sessions);

  async function enter(
    door: Door,
    address: PeerAddress | null,
    recognised: () => void,
  ): Promise<void> {
    const answer = await admission(address, sessions.peerTokens, store.sessions.byId);
    if (door.isOver()) return;
    if ('refused' in answer) return door.refuse(answer.refused);
    recognised();
    peers.enter(door, answer.address, answer.session);
    // What changed while the peer was being admitted was not heard by it. Where the store has gone
    // away since, it stays: the sweep looks at its session as soon as the store is back.
    const session = await store.sessions.byId(answer.session._id).catch((error: unknown) => {
      if (!(error instanceof StoreUnavailableError)) throw error;
      return null;
    });
    if (session !== null) peers.hear(session);
  }

  return {
    matches: (pathname) => pathname.startsWith('/peer/'),
    upgrade(request, socket, head, recognised) {
      const address = readPeerAddress(request.url ?? '');
      server.handleUpgrade(request, socket, head, (webSocket) => {
        heartbeat.watch(webSocket);
        const door = createDoor(webSocket);
        enter(door, address, recognised).catch((error: unknown) => {
          const away = error instanceof StoreUnavailableError;
          if (!away) log.error({ err: error }, 'a peer could not be admitted');
          door.close(away ? TRY_LATER : UNEXPECTED);
        });
      });
    },
    async stop() {
      peers.stop();
      heartbeat.stop();
      await closeAll(server.clients, closeCodes.serverStopping, STOP_WITHIN_MS);
      server.close();
    },
  };
}
