import { once } from 'node:events';
import { WebSocket } from 'ws';

/** How many sockets are opened at once: fewer than a server takes of strangers at one address. */
const AT_ONCE = 50;

/** An address that a peer connects to, and the id by which others reach it. */
export interface PeerAddress {
  id: string;
  url: string;
}

/** A peer's socket that costs as little as it may: what is measured is the server, not its clients. */
async function connect({ url }: PeerAddress): Promise<WebSocket> {
  const socket = new WebSocket(url, {
    perMessageDeflate: false,
    skipUTF8Validation: true,
    // A mask of zeroes is still one (RFC 6455, 5.3), and neither end has to apply it.
    generateMask: (mask) => mask.fill(0),
  });
  const [first] = (await once(socket, 'message')) as [Buffer];
  if (!String(first).includes('OPEN')) throw new Error(`a peer was refused: ${String(first)}`);
  return socket;
}

/** Connects all of these peers, and waits until the server has said that each is registered. */
export async function connectAll(addresses: readonly PeerAddress[]): Promise<WebSocket[]> {
  const sockets: WebSocket[] = [];
  for (let from = 0; from < addresses.length; from += AT_ONCE)
    sockets.push(...(await Promise.all(addresses.slice(from, from + AT_ONCE).map(connect))));
  return sockets;
}

/** Two peers, each of which answers the other's offer with one of its own, so that one is always on its way. */
export interface Pair {
  sockets: readonly [WebSocket, WebSocket];
  ids: readonly [string, string];
}

/**
 * Has every pair exchange offers for so long, and gives how many came a second. Throws where a socket
 * closes meanwhile.
 */
export async function offersPerSecond(
  pairs: readonly Pair[],
  offer: (dst: string) => string,
  forMs: number,
): Promise<number> {
  let came = 0;
  let running = true;
  let broken: Error | null = null;
  const stops: (() => void)[] = [];
  const begin = performance.now();
  for (const { sockets, ids } of pairs)
    for (const side of [0, 1] as const) {
      const socket = sockets[side];
      const ready = offer(ids[side === 0 ? 1 : 0]);
      const onMessage = () => {
        came += 1;
        if (running) socket.send(ready);
      };
      const onClose = (code: number) => (broken = new Error(`a peer was closed with ${code}`));
      socket.on('message', onMessage);
      socket.on('close', onClose);
      stops.push(() => socket.off('message', onMessage).off('close', onClose));
      socket.send(ready);
    }
  await new Promise((resolve) => setTimeout(resolve, forMs));
  const perSecond = (came * 1000) / (performance.now() - begin);
  running = false;
  // Those on their way are not the next measurement's.
  let before = -1;
  while (before !== came) {
    before = came;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  for (const stop of stops) stop();
  if (broken) throw broken;
  return perSecond;
}
