import type { WebSocket } from 'ws';

export interface HeartbeatOptions {
  everyMs: number;
  /** How many beats in a row may go unanswered. */
  mayMiss: number;
  /** Called at each beat for each socket that is alive. */
  onBeat?: (socket: WebSocket) => void;
}

/** Finds out which sockets have nobody at the other end any more. */
export interface Heartbeat {
  watch(socket: WebSocket): void;
  stop(): void;
}

/**
 * Pings every socket at each beat and cuts off those that have answered too few of them: a phone that left
 * its network closes nothing.
 */
export function startHeartbeat({ everyMs, mayMiss, onBeat }: HeartbeatOptions): Heartbeat {
  const missed = new Map<WebSocket, number>();
  const timer = setInterval(() => {
    for (const [socket, times] of missed) {
      if (times > mayMiss) {
        socket.terminate();
        continue;
      }
      missed.set(socket, times + 1);
      if (socket.readyState !== socket.OPEN) continue;
      socket.ping();
      onBeat?.(socket);
    }
  }, everyMs);

  return {
    watch(socket) {
      const hear = () => missed.set(socket, 0);
      hear();
      socket.on('message', hear);
      socket.on('pong', hear);
      socket.once('close', () => {
        socket.off('message', hear);
        socket.off('pong', hear);
        missed.delete(socket);
      });
    },
    stop: () => clearInterval(timer),
  };
}
