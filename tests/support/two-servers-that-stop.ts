/**
 * Two servers in one process, with a call on each, that are stopped again: the process must then end
 * by itself. Run by a test as a program of its own.
 */
import { peerOf } from './peers.ts';
import { testServer } from './server.ts';
import { sessionIn } from './sessions.ts';
import { sessionSocket, technicianSocket } from './sockets.ts';

const servers = [await testServer(), await testServer()];
const codes: (number | undefined)[] = [];
for (const server of servers) {
  const session = await sessionIn(server, 'active');
  const sockets = [
    await peerOf(server, session, 'technician'),
    await peerOf(server, session, 'customer'),
    await sessionSocket(server, session, session.technicianToken, 1),
    await technicianSocket(server, session.technicianToken),
  ];
  for (const socket of sockets) await socket.hear(() => true);
  await server.stop();
  for (const socket of sockets) codes.push(await socket.close());
}
console.log(JSON.stringify(codes));
