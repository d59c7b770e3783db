import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterEach, describe, expect, it } from 'vitest';
import { peerOf } from '../../support/peers.ts';
import { testServer } from '../../support/server.ts';
import { sessionIn } from '../../support/sessions.ts';
import { endSockets } from '../../support/sockets.ts';

describe('a server that stops', () => {
  afterEach(endSockets);

  it('says so to every peer, and lets nobody in any more', async () => {
    const server = await testServer();
    const session = await sessionIn(server, 'active');
    const peers = [
      await peerOf(server, session, 'technician'),
      await peerOf(server, session, 'customer'),
    ];
    await server.stop();
    for (const peer of peers) expect(await peer.close()).toBe(1012);
    await expect(peerOf(server, session, 'customer')).rejects.toThrow();
  });

  it('waits for no client that does not answer', async () => {
    const server = await testServer();
    const { socket } = await peerOf(server, await sessionIn(server, 'active'), 'customer');
    socket.pause();
    const began = performance.now();
    await server.stop();
    expect(performance.now() - began).toBeLessThan(3000);
  });

  it('leaves nothing behind that keeps its process running, be it one of two', async () => {
    const program = fileURLToPath(
      new URL('../../support/two-servers-that-stop.ts', import.meta.url),
    );
    const { stdout } = await promisify(execFile)(process.execPath, ['--import', 'tsx', program], {
      timeout: 30_000,
    });
    expect(JSON.parse(stdout)).toEqual(Array.from({ length: 8 }, () => 1012));
  }, 40_000);
});
