import type { WebSocket } from 'ws';

/** Finds out which sockets have nobody at the other end any more. */
export interface Heartbeat {
  watch(socket: WebSocket): void;
  stop(): void;
}

/**
 * Pings every socket at each beat and cuts off those that have said nothing since the one before: a
 * phone that left its network closes nothing. `onBeat` is called for each socket that is alive.
 */
export function startHeartbeat(
  everyMs: number,
  onBeat: (socket: WebSocket) => void = () => undefined,
): Heartbeat {
  const heard = new Map<WebSocket, boolean>();
  const timer = setInterval(() => {
    for (const [socket, alive] of heard) {
      if (!alive) {
        socket.terminate();
        continue;
      }
      heard.set(socket, false);
      if (socket.readyState !== socket.OPEN) continue;
      socket.ping();
      onBeat(socket);
    }
  }, everyMs);

  return {
    watch(socket) {
      const hear = () => heard.set(socket, true);
      hear();
      socket.on('message', hear);
      socket.on('pong', hear);
      socket.once('close', () => {
        socket.off('message', hear);
        socket.off('pong', hear);
        heard.delete(socket);
      });
    },
    stop: () => clearInterval(timer),
  };
}
