import { createServer, request, type IncomingMessage } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import { WebSocket, WebSocketServer } from 'ws';
import { candidatesThrough } from '../../../scripts/network/candidates.ts';
import type { Conditions } from '../../../scripts/network/conditions.ts';
import { openUdpLink } from '../../../scripts/network/udp-link.ts';

/**
 * All of a customer's network on a machine that has no other: the way to the server, and the way of
 * picture and sound, for which the addresses that both sides name in signalling are replaced by this
 * line's own. What is cut is cut as where there is no reception: nothing passes, in either direction.
 */
export interface CustomerLine {
  /** Where the customer opens the page. */
  url: string;
  cut(): void;
  mend(): void;
  become(conditions: Partial<Conditions>): void;
  close(): void;
}

/** Lets one message after the other through, in their order, with its addresses replaced. */
function passing(to: WebSocket, replace: (text: string) => Promise<string>) {
  let last = Promise.resolve();
  return (data: unknown) => {
    last = last
      .then(() => replace(String(data)))
      .then((text) => {
        if (to.readyState === WebSocket.OPEN) to.send(text);
      });
  };
}

/** Opens a line to the server at that address. */
export async function openCustomerLine(serverUrl: string): Promise<CustomerLine> {
  const server = new URL(serverUrl);
  const link = openUdpLink();
  const replace = (text: string) => candidatesThrough(link, text);
  const sockets = new Set<Duplex>();
  const webSockets = new WebSocketServer({ noServer: true });
  let isCut = false;

  const toServer = ({ method, url, headers }: IncomingMessage) =>
    request({ host: server.hostname, port: server.port, method, path: url, headers });

  const line = createServer((incoming, outgoing) => {
    const onward = toServer(incoming);
    onward.on('response', (answer) => {
      outgoing.writeHead(answer.statusCode!, answer.headers);
      answer.pipe(outgoing);
    });
    onward.on('error', () => outgoing.destroy());
    outgoing.on('close', () => onward.destroy());
    incoming.pipe(onward);
  });

  /** A WebSocket of PeerJS: what it says is read, and its addresses replaced. */
  function passSignalling(incoming: IncomingMessage, socket: Duplex, head: Buffer): void {
    webSockets.handleUpgrade(incoming, socket, head, (customer) => {
      const { origin } = incoming.headers;
      const there = new WebSocket(`ws://${server.host}${incoming.url}`, { origin });
      const early: unknown[] = [];
      const out = passing(there, replace);
      customer.on('message', (data) => (there.readyState === 1 ? out(data) : early.push(data)));
      there.on('open', () => early.forEach(out));
      there.on('message', passing(customer, replace));
      for (const [one, other] of [
        [customer, there],
        [there, customer],
      ] as const) {
        one.on('error', () => other.terminate());
        one.on('close', () => other.close());
      }
    });
  }

  line.on('connection', (socket: Socket) => {
    if (isCut) return socket.destroy();
    sockets.add(socket);
    socket.on('error', () => socket.destroy());
    socket.on('close', () => sockets.delete(socket));
  });
  line.on('upgrade', (incoming, socket, head) => {
    if (incoming.url?.startsWith('/peer/')) return passSignalling(incoming, socket, head);
    const onward = toServer(incoming);
    onward.on('upgrade', (answer, there, first) => {
      const lines = [`HTTP/1.1 101 ${answer.statusMessage}`];
      for (let at = 0; at < answer.rawHeaders.length; at += 2)
        lines.push(`${answer.rawHeaders[at]}: ${answer.rawHeaders[at + 1]}`);
      socket.write(`${lines.join('\r\n')}\r\n\r\n`);
      socket.write(first);
      there.write(head);
      there.on('error', () => socket.destroy());
      there.on('close', () => socket.destroy());
      socket.on('close', () => there.destroy());
      there.pipe(socket).pipe(there);
    });
    onward.on('response', () => socket.destroy());
    onward.on('error', () => socket.destroy());
    onward.end();
  });
  await new Promise<void>((resolve) => line.listen(0, 'localhost', resolve));

  function cut(): void {
    isCut = true;
    link.become({ cut: true });
    for (const socket of sockets) socket.destroy();
  }
  return {
    url: `http://localhost:${(line.address() as AddressInfo).port}`,
    cut,
    mend() {
      isCut = false;
      link.become({ cut: false });
    },
    become: link.become,
    close() {
      cut();
      line.close();
      webSockets.close();
      link.close();
    },
  };
}
