import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { testServer, type TestServer } from '../../support/server.ts';
import { join, joining, openSession, sessionIn } from '../../support/sessions.ts';
import { endSockets, sessionSocket } from '../../support/sockets.ts';

describe('how the two speak', () => {
  let server: TestServer;
  beforeAll(async () => {
    server = await testServer();
  });
  afterEach(endSockets);
  afterAll(() => server.stop());

  it('is in Lens, unless one of them is for the telephone', async () => {
    const session = await sessionIn(server, 'active');
    const heard = await sessionSocket(server, session, session.customerToken, 1);
    const say = async (side: 'asTechnician' | 'asCustomer', voice: string) =>
      (await session[side]('POST', '/voice', { voice })).body;
    expect(await say('asTechnician', 'phone')).toMatchObject({
      side: 'technician',
      voice: 'phone',
      voices: { technician: 'phone', customer: 'here' },
    });
    await heard.hear(({ session: view }) => view?.voice === 'phone');
    expect(await say('asCustomer', 'phone')).toMatchObject({ side: 'customer', voice: 'phone' });
    expect(await say('asTechnician', 'here')).toMatchObject({
      voice: 'phone',
      voices: { technician: 'here', customer: 'phone' },
    });
    expect(await say('asCustomer', 'here')).toMatchObject({ voice: 'here' });
    await heard.hear(({ session: view }) => view?.voice === 'here');
  });

  it('is chosen by the technician before anybody has joined, and stays so for the next PIN', async () => {
    const session = await openSession(server);
    const chosen = await session.asTechnician('POST', '/voice', { voice: 'phone' });
    expect(chosen.body.voices).toEqual({ technician: 'phone', customer: null });
    await join(server, session);
    const { body } = await session.asTechnician('POST', '/pin');
    expect(body).toMatchObject({
      voice: 'phone',
      voices: { technician: 'phone', customer: null },
    });
  });

  it('does not change twice where it is said twice', async () => {
    const session = await sessionIn(server, 'connected');
    const once = await session.asCustomer('POST', '/voice', { voice: 'phone' });
    const twice = await session.asCustomer('POST', '/voice', { voice: 'phone' });
    expect(twice.body.revision).toBe(once.body.revision);
  });

  it('is for those who are in the session to say, by the document that holds the seat', async () => {
    const session = await sessionIn(server, 'connected');
    const device = session.customerDevice;
    await session.asCustomer('POST', '/seat', { from: 1, device });
    const late = await session.asCustomer('POST', '/voice', { voice: 'phone' }, 1);
    expect(late.body.error.code).toBe('open_elsewhere');
    await session.asTechnician('POST', '/end');
    const over = await session.asTechnician('POST', '/voice', { voice: 'phone' });
    expect(over.body.error.code).toBe('session_ended');
  });

  it('is what each has said, where a customer who speaks joins one who is on the telephone', async () => {
    const session = await openSession(server);
    await session.asTechnician('POST', '/voice', { voice: 'phone' });
    const { body } = await server.request('POST', `/api/sessions/${session.id}/join`, {
      body: joining(session.pin),
    });
    expect(body.session).toMatchObject({
      voice: 'phone',
      voices: { technician: 'phone', customer: 'here' },
    });
  });
});
