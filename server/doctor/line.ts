import type { Logger } from 'pino';
import { WebSocketServer } from 'ws';
import { closeCodes, doctorEventsPath, technicianPace } from '../../common/contract/events.ts';
import { closeAll, TRY_LATER } from '../events/close-all.ts';
import { startHeartbeat } from '../events/heartbeat.ts';
import { openLine, refuseFor } from '../events/line.ts';
import { authenticate, type Authenticators } from '../http/authenticate.ts';
import type { OriginCheck } from '../http/origins.ts';
import type { UpgradeRoute } from '../http/upgrade-route.ts';

/** The longest message of a client, in bytes: a hello has some 150. */
const LONGEST_MESSAGE = 4096;
/** How long clients have to answer the close of a server that stops, in ms. */
const STOP_WITHIN_MS = 500;
/** How long a doctor may hold a line, in ms: longer than any idle limit that it looks for. */
const HELD_MS = 5 * 60_000;
/** Normal closure (RFC 6455, 7.4.1). */
const OVER = 1000;

/**
 * The line on which a doctor sees whether a proxy lets sockets stand: nothing is said on it but `alive`,
 * at once to whoever may run a doctor, and then as often as on every other line.
 */
export function createDoctorLine({
  authenticators,
  mayConnect,
  log,
}: {
  authenticators: Authenticators;
  mayConnect: OriginCheck;
  log: Logger;
}): UpgradeRoute {
  const server = new WebSocketServer({ noServer: true, maxPayload: LONGEST_MESSAGE });
  const alive = JSON.stringify({ type: 'alive' });
  const heartbeat = startHeartbeat({
    everyMs: technicianPace.aliveEveryMs,
    mayMiss: 0,
    onBeat: (socket) => socket.send(alive),
  });
  const who = { caller: 'administrator', scope: 'doctor:run' } as const;

  return {
    matches: (pathname) => pathname === doctorEventsPath,
    upgrade(request, socket, head, recognised) {
      server.handleUpgrade(request, socket, head, (webSocket) => {
        const opened = openLine(webSocket, ({ token }, line) => {
          authenticate(who, `Bearer ${token}`, undefined, authenticators).then(
            () => {
              recognised();
              if (line.isOver()) return;
              line.send({ type: 'alive' });
              heartbeat.watch(webSocket);
              const end = setTimeout(() => line.close(OVER), HELD_MS);
              line.onClose(() => clearTimeout(end));
            },
            (error: unknown) => {
              try {
                refuseFor(line, error);
              } catch {
                log.debug({ err: error }, 'a doctor could not be let in');
                line.close(TRY_LATER);
              }
            },
          );
        });
        if (!mayConnect(request.headers.origin, request.headers.host))
          opened.refuse('origin_refused');
      });
    },
    async stop() {
      heartbeat.stop();
      await closeAll(server.clients, closeCodes.serverStopping, STOP_WITHIN_MS);
      server.close();
    },
  };
}
