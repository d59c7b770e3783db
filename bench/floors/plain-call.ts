/**
 * Serves the page of a plain call, and carries what its two sides say to each other. Run by itself; says
 * its port.
 */
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { WebSocketServer, type WebSocket } from 'ws';

const file = (name: string) => readFile(new URL(`../plain-call/${name}`, import.meta.url));
const [html, script] = await Promise.all([file('index.html'), file('page.js')]);

const server = createServer(({ url }, response) => {
  const isScript = url === '/page.js';
  response.setHeader('content-type', isScript ? 'text/javascript' : 'text/html');
  response.end(isScript ? script : html);
});
const sides = new Map<string, WebSocket>();
new WebSocketServer({ server }).on('connection', (socket, { url }) => {
  const isTechnician = url?.includes('technician') === true;
  sides.set(isTechnician ? 'technician' : 'customer', socket);
  const across = isTechnician ? 'customer' : 'technician';
  socket.on('message', (data) => sides.get(across)?.send(String(data)));
});
server.listen(0, '0.0.0.0', () => console.log((server.address() as AddressInfo).port));
