/**
 * A bare relay of WebSockets: it parses each message, stamps its sender and sends it to whom it is for.
 * Run by itself; says its port.
 */
import type { AddressInfo } from 'node:net';
import { WebSocketServer, type WebSocket } from 'ws';

const peers = new Map<string, WebSocket>();
const server = new WebSocketServer({ port: 0, host: '127.0.0.1' }, () => {
  console.log((server.address() as AddressInfo).port);
});
server.on('connection', (socket, request) => {
  const id = new URL(request.url ?? '', 'http://relay').searchParams.get('id') ?? '';
  peers.set(id, socket);
  socket.on('message', (data) => {
    const message = JSON.parse(String(data)) as { src?: string; dst: string };
    message.src = id;
    peers.get(message.dst)?.send(JSON.stringify(message));
  });
  socket.send(JSON.stringify({ type: 'OPEN' }));
});
