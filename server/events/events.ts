import type { Logger } from 'pino';
import { WebSocketServer } from 'ws';
import {
  closeCodes,
  sessionPace,
  technicianEventsPath,
  technicianPace,
  type Pace,
} from '../../common/contract/events.ts';
import type { OriginCheck } from '../http/origins.ts';
import type { UpgradeRoute } from '../http/upgrade-route.ts';
import type { Sessions } from '../sessions/sessions.ts';
import { StoreUnavailableError, type Store } from '../store/store.ts';
import { closeAll, TRY_LATER, UNEXPECTED } from './close-all.ts';
import { startHeartbeat } from './heartbeat.ts';
import { openLine, refuseFor, type Line } from './line.ts';
import { createSessionLines } from './session-lines.ts';
import { createSignIns, type SignedIn } from './sign-ins.ts';
import type { OnNews } from './panel-news.ts';
import { createTechnicianLines, type SettingsFor } from './technician-lines.ts';

/** The longest message of a client, in bytes: a hello has some 150. */
const LONGEST_MESSAGE = 4096;
/** How long clients have to answer the close of a server that stops, in ms. */
const STOP_WITHIN_MS = 500;

const sessionPath = /^\/api\/sessions\/([0-9a-f]{32})\/events$/;

/** The event sockets of sessions and of technicians. */
export function createEvents({
  sessions,
  technicians,
  store,
  settingsFor,
  onNews,
  mayConnect,
  log,
}: {
  sessions: Sessions;
  technicians: SignedIn;
  store: Store;
  /** What a panel must know of the settings, for a technician who may do so much. */
  settingsFor: SettingsFor;
  /** Hears of what may have changed settings or permissions on this server. */
  onNews: OnNews;
  /** Whose pages are let in, as for the API. */
  mayConnect: OriginCheck;
  log: Logger;
}): UpgradeRoute {
  const server = new WebSocketServer({ noServer: true, maxPayload: LONGEST_MESSAGE });
  const beat = ({ aliveEveryMs }: Pace, mayMiss: number) =>
    startHeartbeat({
      everyMs: aliveEveryMs,
      mayMiss,
      onBeat: (socket) => socket.send(JSON.stringify({ type: 'alive' })),
    });
  const heartbeats = {
    technician: beat(technicianPace, 0),
    // A lossy network may hold a message back for seconds.
    session: beat(sessionPace, 3),
  };

  const failed = (error: unknown) => {
    if (error instanceof StoreUnavailableError) log.debug('no events: the store is away');
    else log.error({ err: error }, 'an event could not be told');
  };
  const signIns = createSignIns(technicians);
  const sessionLines = createSessionLines(sessions, store, signIns);
  const technicianLines = createTechnicianLines({
    sessions,
    store,
    signIns,
    settingsFor,
    onNews,
    failed,
  });
  const forget = sessions.onSweep(() => void signIns.check().catch(failed));

  async function admit(line: Line, admission: Promise<void>, admitted: () => void): Promise<void> {
    try {
      await admission.then(admitted, (error: unknown) => refuseFor(line, error));
    } catch (error) {
      failed(error);
      line.close(error instanceof StoreUnavailableError ? TRY_LATER : UNEXPECTED);
    }
  }

  return {
    matches: (pathname) => pathname === technicianEventsPath || sessionPath.test(pathname),
    upgrade(request, socket, head, recognised) {
      const id = sessionPath.exec((request.url ?? '').split('?', 1)[0] ?? '')?.[1];
      server.handleUpgrade(request, socket, head, (webSocket) => {
        heartbeats[id === undefined ? 'technician' : 'session'].watch(webSocket);
        const opened = openLine(webSocket, (hello, line) => {
          const admission =
            id === undefined
              ? technicianLines.admit(line, hello)
              : sessionLines.admit(line, id, hello);
          void admit(line, admission, recognised);
        });
        if (!mayConnect(request.headers.origin, request.headers.host))
          opened.refuse('origin_refused');
      });
    },
    async stop() {
      forget();
      sessionLines.stop();
      for (const heartbeat of Object.values(heartbeats)) heartbeat.stop();
      await technicianLines.stop();
      await closeAll(server.clients, closeCodes.serverStopping, STOP_WITHIN_MS);
      server.close();
    },
  };
}
