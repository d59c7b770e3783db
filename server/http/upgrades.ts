import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import type { Logger } from 'pino';
import type { UpgradeRoute } from './upgrade-route.ts';

const refusal = 'HTTP/1.1 404 Not Found\r\nConnection: close\r\nContent-Length: 0\r\n\r\n';

/**
 * Hands an upgrade to the route of its path; any other path is answered 404. Whatever a sender does,
 * it ends that socket and not the process: the path is cut out of the URL by hand, because the URL
 * class throws at a mere `//`, and errors have a listener before anything else is done.
 */
export function handUpgrades(routes: readonly UpgradeRoute[], log: Logger) {
  return (request: IncomingMessage, socket: Duplex, head: Buffer): void => {
    socket.on('error', () => socket.destroy());
    const pathname = (request.url ?? '').split('?', 1)[0]!;
    const route = routes.find((each) => each.matches(pathname));
    if (!route) {
      socket.end(refusal, () => socket.destroy());
      return;
    }
    try {
      route.upgrade(request, socket, head);
    } catch (error) {
      log.error({ err: error }, 'an upgrade failed');
      socket.destroy();
    }
  };
}
