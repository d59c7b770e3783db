import { connect, createServer, type AddressInfo, type Server, type Socket } from 'node:net';

/** A line to another server that a test can cut and mend. */
export interface TestProxy {
  port: number;
  cut(): Promise<void>;
  mend(): Promise<void>;
}

/** Passes every connection on to a host and port, until it is cut. */
export async function testProxy(host: string, port: number): Promise<TestProxy> {
  const sockets = new Set<Socket>();
  const hold = (socket: Socket) => {
    sockets.add(socket);
    socket.on('error', () => socket.destroy());
    socket.on('close', () => sockets.delete(socket));
  };
  const server: Server = createServer((incoming) => {
    const outgoing = connect(port, host);
    hold(incoming);
    hold(outgoing);
    incoming.pipe(outgoing).pipe(incoming);
    incoming.on('close', () => outgoing.destroy());
    outgoing.on('close', () => incoming.destroy());
  });
  const open = (at: number) =>
    new Promise<void>((resolve) => server.listen(at, '127.0.0.1', resolve));
  await open(0);
  const own = (server.address() as AddressInfo).port;
  return {
    port: own,
    async cut() {
      if (!server.listening) return;
      const closed = new Promise((resolve) => server.close(resolve));
      for (const socket of sockets) socket.destroy();
      await closed;
    },
    mend: () => open(own),
  };
}
