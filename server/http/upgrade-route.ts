import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';

/** Something that speaks WebSocket on some paths of the one port. */
export interface UpgradeRoute {
  /** Whether a path, without its query and as it was sent, is one of its own. */
  matches(pathname: string): boolean;
  /**
   * Takes the socket over; it already has a listener for errors that destroys it. Calls `recognised`
   * once it knows whose it is: until then it counts among its address's strangers.
   */
  upgrade(request: IncomingMessage, socket: Duplex, head: Buffer, recognised: () => void): void;
  /** Closes its sockets with 1012 (the server is stopping) and resolves when they are gone. */
  stop(): Promise<void>;
}
