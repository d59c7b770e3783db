import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import type { Logger } from 'pino';
import { countStrangers } from './strangers.ts';
import type { UpgradeRoute } from './upgrade-route.ts';

/** Answers in plain HTTP and closes: a browser sees that its WebSocket failed. */
function refuse(socket: Duplex, status: string): void {
  const answer = `HTTP/1.1 ${status}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`;
  socket.end(answer, () => socket.destroy());
}

/**
 * Hands an upgrade to the route of its path. Any other path is answered 404; one socket too many of an
 * address whose other sockets have not said whose they are, 429; and from a server that stops, 503, so
 * that a proxy tries another one. Whatever a sender does, it ends that socket and not the process: the
 * path is cut out of the URL by hand, because the URL class throws at a mere `//`, and errors have a
 * listener before anything else is done.
 */
export function handUpgrades(
  routes: readonly UpgradeRoute[],
  addressOf: (request: IncomingMessage) => string,
  log: Logger,
  isStopping: () => boolean = () => false,
) {
  const strangers = countStrangers();
  return (request: IncomingMessage, socket: Duplex, head: Buffer): void => {
    socket.on('error', () => socket.destroy());
    if (isStopping()) return refuse(socket, '503 Service Unavailable');
    const pathname = (request.url ?? '').split('?', 1)[0]!;
    const route = routes.find((each) => each.matches(pathname));
    if (!route) return refuse(socket, '404 Not Found');
    const recognised = strangers(addressOf(request));
    if (!recognised) return refuse(socket, '429 Too Many Requests');
    socket.once('close', recognised);
    try {
      route.upgrade(request, socket, head, recognised);
    } catch (error) {
      log.error({ err: error }, 'an upgrade failed');
      socket.destroy();
    }
  };
}
