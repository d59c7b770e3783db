import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join as joinPath } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { openEmbedded } from '../../../server/store/embedded.ts';
import { testServer } from '../../support/server.ts';
import { sessionIn, openSession } from '../../support/sessions.ts';
import { endSockets, inState, sessionSocket } from '../../support/sockets.ts';

describe('a server that is started again', () => {
  afterEach(endSockets);

  it('has the same sessions, and both sides come back to theirs', async () => {
    const folder = await mkdtemp(joinPath(tmpdir(), 'lens-restart-'));
    try {
      const store = await openEmbedded({ folder });
      const before = await testServer({ store });
      const live = await sessionIn(before, 'active');
      const waiting = await openSession(before);
      const sockets = await Promise.all([
        sessionSocket(before, live, live.technicianToken, 1),
        sessionSocket(before, live, live.customerToken, 1),
      ]);
      for (const socket of sockets) await socket.hear(({ session }) => session?.own.present);
      await before.stop();
      for (const socket of sockets) expect(await socket.close()).toBe(1012);
      await store.close();

      // A long night: nobody could come back while there was no server.
      before.clock.pass(10 * 60 * 60 * 1000);
      const again = await openEmbedded({ folder });
      const after = await testServer({ store: again, clock: before.clock });
      try {
        const seats = await Promise.all([
          sessionSocket(after, live, live.technicianToken, 1),
          sessionSocket(after, live, live.customerToken, 1),
        ]);
        for (const socket of seats) await socket.hear(inState('active'));
        const found = await after.request('POST', '/api/pins/find', { body: { pin: waiting.pin } });
        expect(found.body.error.code).toBe('pin_expired');
      } finally {
        await after.stop();
        await again.close();
      }
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  });
});
