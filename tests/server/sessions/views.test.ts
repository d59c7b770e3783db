import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { randomId } from '../../support/documents.ts';
import { testServer, type TestServer } from '../../support/server.ts';
import { joining, openSession, sessionIn, stored } from '../../support/sessions.ts';

const details = { name: 'Zoé Martin', phone: '+33123', email: 'zoe@lens.test', ticketId: 'T-77' };

describe('what a side may see of a session', () => {
  let server: TestServer;
  beforeAll(async () => {
    server = await testServer({ config: { companyName: 'Lampes Martin', pinMinutes: 20 } });
  });
  afterAll(() => server.stop());

  it('is, for the technician, the PIN, the notes and the way for the customer', async () => {
    const { token, technician } = await server.technician();
    const device = randomId();
    const { body } = await server.request('POST', '/api/sessions', {
      token,
      body: { device, ...details },
    });
    expect(body).toEqual({
      id: expect.stringMatching(/^[0-9a-f]{32}$/),
      side: 'technician',
      revision: 0,
      state: 'waiting',
      times: {
        created: server.clock.now(),
        joined: null,
        connected: null,
        started: null,
        ended: null,
      },
      end: null,
      now: server.clock.now(),
      voice: 'here',
      voices: { technician: 'here', customer: null },
      seatSeconds: 120,
      pin: expect.stringMatching(/^[0-9]{6}$/),
      pinExpires: server.clock.now() + 20 * 60_000,
      pinExtra: null,
      details: { ...details, custom: {} },
      language: 'en',
      invitations: [],
      customerUrl: server.url,
      own: { generation: 1, present: false, peerId: `${body.id}-t-1`, lostAt: null, device },
      customer: null,
    });
    const mine = await server.request('GET', '/api/technicians/me/session', { token });
    expect(mine.body).toEqual({ session: body });
    expect(technician.name).toBe('Anna');
  });

  it('is, for the customer, who helps and nothing that was noted', async () => {
    const session = await openSession(server);
    await session.asTechnician('PATCH', '', details);
    const { body } = await server.request('POST', `/api/sessions/${session.id}/join`, {
      body: { ...joining(session.pin), voice: 'phone', language: 'fr' },
    });
    expect(body).toEqual({
      token: expect.stringMatching(/^c_[A-Za-z0-9_-]{43}$/),
      session: {
        id: session.id,
        side: 'customer',
        revision: 2,
        state: 'joined',
        times: {
          created: server.clock.now(),
          joined: server.clock.now(),
          connected: null,
          started: null,
          ended: null,
        },
        end: null,
        now: server.clock.now(),
        voice: 'phone',
        voices: { technician: 'here', customer: 'phone' },
        seatSeconds: 120,
        technicianName: 'Anna',
        companyName: 'Lampes Martin',
        own: { generation: 1, present: false, peerId: `${session.id}-c-1`, lostAt: null },
        technician: {
          generation: 1,
          present: false,
          peerId: `${session.id}-t-1`,
          lostAt: null,
        },
      },
    });
    expect(await stored(server, session)).toMatchObject({
      language: 'fr',
      voices: { technician: 'here', customer: 'phone' },
    });
    const seen = (await session.asTechnician('GET', '')).body;
    expect(seen).toMatchObject({ pin: null, pinExpires: null, voice: 'phone' });
  });

  it('is nothing at all for another technician, or for the customer of another session', async () => {
    const session = await sessionIn(server, 'active');
    const stranger = await server.technician();
    const other = await sessionIn(server, 'active');
    const paths: [string, string, unknown?][] = [
      ['GET', ''],
      ['PATCH', '', { name: 'x' }],
      ['POST', '/seat', { from: 1, device: randomId() }],
      ['POST', '/peer-access'],
      ['GET', '/ice-servers'],
      ['POST', '/pin'],
      ['POST', '/start'],
      ['POST', '/end'],
    ];
    const before = await stored(server, session);
    for (const [method, path, body] of paths) {
      const at = `/api/sessions/${session.id}${path}`;
      const asStranger = await server.request(method, at, { token: stranger.token, body });
      expect(asStranger).toMatchObject({
        status: 404,
        body: { error: { code: 'session_not_found' } },
      });
      const asOther = await server.request(method, at, { token: other.customerToken, body });
      expect(asOther.status, `${method} ${path}`).toBe(401);
      expect((await server.request(method, at, { body })).status).toBe(401);
    }
    expect(await stored(server, session)).toEqual(before);
  });

  it('keeps no token in the store as it was given', async () => {
    const session = await sessionIn(server, 'connected');
    const kept = JSON.stringify(await stored(server, session));
    expect(kept).not.toContain(session.customerToken.slice(2));
    expect(server.log.join('')).not.toContain(session.customerToken.slice(2));
  });

  it('holds until the session is removed, the end and its reason too', async () => {
    const session = await sessionIn(server, 'ended');
    const end = { by: 'technician', reason: 'ended' };
    expect((await session.asCustomer('GET', '')).body).toMatchObject({ state: 'ended', end });
    const mine = await server.request('GET', '/api/technicians/me/session', {
      token: session.technicianToken,
    });
    expect(mine.body).toEqual({ session: null });
  });
});
