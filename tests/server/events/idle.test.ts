import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { technicianEventsPath } from '../../../common/contract/events.ts';
import { testServer, type TestServer } from '../../support/server.ts';
import { openSession, stored } from '../../support/sessions.ts';
import {
  endSockets,
  inState,
  openSocket,
  refusedWith,
  sessionSocket,
  technicianSocket,
} from '../../support/sockets.ts';

describe('an event socket on which nothing happens', () => {
  let server: TestServer;
  beforeEach(async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'setInterval', 'clearInterval'] });
    server = await testServer();
  });
  afterEach(async () => {
    vi.useRealTimers();
    endSockets();
    await server.stop();
  });

  it('hears each 20 s that the server is alive', async () => {
    const { token } = await server.technician();
    const panel = await technicianSocket(server, token);
    await panel.hear(({ type }) => type === 'technician');
    const alive = () => panel.heard.filter(({ type }) => type === 'alive').length;
    for (const times of [1, 2, 3]) {
      vi.advanceTimersByTime(20_000);
      await vi.waitFor(() => expect(alive()).toBe(times));
      // When its own ping is answered, the server has had all that this client said before.
      await new Promise((resolve) => {
        panel.socket.once('pong', resolve);
        panel.send({ type: 'alive' });
        panel.socket.ping();
      });
    }
    expect(panel.closed).toBeUndefined();
  });

  it('is closed after 10 s where no hello was said', async () => {
    const socket = await openSocket(server, technicianEventsPath);
    vi.advanceTimersByTime(9_900);
    expect(socket.heard).toEqual([]);
    vi.advanceTimersByTime(200);
    await socket.hear(refusedWith('not_signed_in'));
    expect(await socket.close()).toBe(4000);
  });

  it('is cut off when nobody is at the other end any more, and the seat is empty', async () => {
    const session = await openSession(server);
    const dead = await openSocket(server, `/api/sessions/${session.id}/events`, {
      autoPong: false,
    });
    dead.send({ type: 'hello', contract: 1, token: session.technicianToken, seat: 1 });
    await dead.hear(({ session: view }) => view?.own.present);
    vi.advanceTimersByTime(20_000);
    vi.advanceTimersByTime(20_000);
    expect(await dead.close()).toBe(1006);
    await vi.waitFor(async () =>
      expect((await stored(server, session)).seats.technician.awayAt).not.toBeNull(),
    );
    const view = await sessionSocket(server, session, session.technicianToken);
    expect((await view.hear(inState('waiting'))).session.own.present).toBe(false);
  });
});
