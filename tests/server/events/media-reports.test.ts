import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { testServer, type TestServer } from '../../support/server.ts';
import { sessionIn, stored, type TestSession } from '../../support/sessions.ts';
import { endSockets, inState, refusedWith, sessionSocket } from '../../support/sockets.ts';

const SECOND = 1000;

describe('what a document reports of its call', () => {
  let server: TestServer;
  beforeAll(async () => {
    server = await testServer({ config: { seatSeconds: 90 } });
  });
  afterEach(endSockets);
  afterAll(() => server.stop());

  /** A live session whose technician is there and whose customer has just gone. */
  async function customerGone(session: TestSession) {
    const technician = await sessionSocket(server, session, session.technicianToken, 1);
    await technician.hear(({ session: view }) => view?.own.present);
    const customer = await sessionSocket(server, session, session.customerToken, 1);
    await technician.hear(({ session: view }) => view?.customer.present);
    customer.socket.close();
    await expect
      .poll(async () => (await stored(server, session)).seats.customer?.awayAt)
      .toBe(server.clock.now());
    return technician;
  }

  it('keeps the session of a customer whose server line is gone, as long as the picture is there', async () => {
    const session = await sessionIn(server, 'active');
    const technician = await customerGone(session);
    technician.send({ type: 'media', flowing: true });
    await expect
      .poll(async () => (await stored(server, session)).seats.technician.flowing)
      .toBe(true);
    server.clock.pass(10 * 60 * SECOND);
    // The sweep has looked at it by the time that the next thing it does is heard of.
    const other = await sessionIn(server, 'active');
    const watched = await customerGone(other);
    server.clock.pass(91 * SECOND);
    await watched.hear(inState('ended'));
    expect(await stored(server, session)).toMatchObject({ state: 'active' });

    const before = server.clock.now();
    technician.send({ type: 'media', flowing: false });
    const { session: view } = await technician.hear(
      ({ session: seen }) =>
        seen?.customer.lostAt !== null &&
        seen?.customer.lostAt !== undefined &&
        seen.customer.lostAt > before,
    );
    expect(view.customer).toMatchObject({ present: false, lostAt: before + 90 * SECOND });
    expect(view.seatSeconds).toBe(90);
    server.clock.pass(91 * SECOND);
    expect((await technician.hear(inState('ended'))).session.end.reason).toBe('seat_lost');
  });

  it('is written a few times in a second at most, however often it changes, and as it was said last', async () => {
    const session = await sessionIn(server, 'active');
    const technician = await customerGone(session);
    const before = (await stored(server, session)).revision;
    for (let count = 0; count < 25; count += 1)
      technician.send({ type: 'media', flowing: count % 2 === 0 });
    // The server has had them all by the time that it answers what was said after them.
    await new Promise((resolve) => {
      technician.socket.once('pong', resolve);
      technician.socket.ping();
    });
    await expect
      .poll(async () => (await stored(server, session)).seats.technician.flowing)
      .toBe(true);
    await session.asTechnician('GET', '');
    // The first one, and what the next looks at all sessions found.
    expect((await stored(server, session)).revision - before).toBeLessThanOrEqual(4);
  });

  it('is nothing where it is more, or something else, than the contract has', async () => {
    const session = await sessionIn(server, 'active');
    for (const message of [
      { type: 'media' },
      { type: 'media', flowing: 'yes' },
      { type: 'media', flowing: true, picture: 'x' },
    ]) {
      const socket = await sessionSocket(server, session, session.customerToken, 1);
      await socket.hear(inState('active'));
      socket.send(message);
      await socket.hear(refusedWith('invalid_input'));
    }
  });

  it('counts for nothing from somebody who holds no seat', async () => {
    const session = await sessionIn(server, 'active');
    const technician = await customerGone(session);
    const onlooker = await sessionSocket(server, session, session.technicianToken);
    await onlooker.hear(inState('active'));
    onlooker.send({ type: 'media', flowing: true });
    onlooker.send({ type: 'alive' });
    server.clock.pass(91 * SECOND);
    await technician.hear(inState('ended'));
  });
});
