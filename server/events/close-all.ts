import type { WebSocket } from 'ws';

/** Try again later (IANA's registry of WebSocket close codes): the store is away. */
export const TRY_LATER = 1013;
/** Something unforeseen happened here (RFC 6455, 7.4.1). */
export const UNEXPECTED = 1011;

/** How long the other end has to answer a close before its socket is cut off, in ms. */
const CLOSE_WITHIN_MS = 2000;

/** Closes a socket in the polite way, and cuts it off where the other end does not answer. */
export function closeFor(socket: WebSocket, code: number, withinMs = CLOSE_WITHIN_MS): void {
  if (socket.readyState === socket.CLOSED) return;
  const timer = setTimeout(() => socket.terminate(), withinMs);
  socket.once('close', () => clearTimeout(timer));
  socket.close(code);
}

/** Closes many sockets and resolves when all of them are gone. */
export async function closeAll(
  sockets: Iterable<WebSocket>,
  code: number,
  withinMs: number,
): Promise<void> {
  await Promise.all(
    [...sockets].map((socket) => {
      if (socket.readyState === socket.CLOSED) return;
      const gone = new Promise((resolve) => socket.once('close', resolve));
      closeFor(socket, code, withinMs);
      return gone;
    }),
  );
}
