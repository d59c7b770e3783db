import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { allPermissions } from '../../../common/contract/permissions.ts';
import { testServer, type TestServer } from '../../support/server.ts';
import { join, licence, openSession } from '../../support/sessions.ts';
import { endSockets, refusedWith, technicianSocket } from '../../support/sockets.ts';

describe("a technician's own event socket", () => {
  let server: TestServer;
  beforeAll(async () => {
    server = await testServer();
  });
  afterEach(endSockets);
  afterAll(() => server.stop());

  it('says at once who one is, and that no session is open', async () => {
    const { technician, token } = await server.technician();
    const panel = await technicianSocket(server, token);
    expect(await panel.hear(() => true)).toEqual({
      type: 'technician',
      technician: {
        id: technician._id,
        name: 'Anna',
        email: technician.email,
        role: 'technician',
        may: allPermissions,
        secondFactor: false,
      },
      openSession: null,
      settings: {
        companyName: 'Lens',
        accentColour: null,
        inviting: expect.objectContaining({ link: { ready: true, reason: null } }),
        customFields: [],
        idleMinutes: 60,
      },
    });
  });

  it('says what becomes of the open session, so that a closed panel can call', async () => {
    const mine = await server.technician();
    const panel = await technicianSocket(server, mine.token);
    await panel.hear(({ openSession: open }) => open === null);
    const session = await openSession(server, mine);
    const heard = (state: string) =>
      panel.hear(({ openSession: open }) => open?.id === session.id && open.state === state);
    await heard('waiting');
    await join(server, session);
    await heard('joined');
    await session.asCustomer('POST', '/licence/accept', licence);
    await heard('connected');
    panel.heard.length = 0;
    await session.asCustomer('POST', '/end');
    await panel.hear(({ openSession: open }) => open === null);
  });

  it('says nothing of other technicians', async () => {
    const { token } = await server.technician();
    const panel = await technicianSocket(server, token);
    await panel.hear(({ type }) => type === 'technician');
    await openSession(server);
    const mine = await technicianSocket(server, token);
    await mine.hear(({ type }) => type === 'technician');
    expect(panel.heard).toHaveLength(1);
  });

  it('is refused to whoever is not signed in', async () => {
    const panel = await technicianSocket(server, 't_unknown');
    await panel.hear(refusedWith('not_signed_in'));
    expect(await panel.close()).toBe(4000);
  });

  it('ends when the technician signs out elsewhere', async () => {
    const { token } = await server.technician();
    const panel = await technicianSocket(server, token);
    await panel.hear(({ type }) => type === 'technician');
    await server.request('POST', '/api/technicians/me/sign-out', { token });
    await panel.hear(refusedWith('not_signed_in'));
    expect(await panel.close()).toBe(4000);
  });

  it('is not kept more than twenty times: the oldest makes room', async () => {
    const { token } = await server.technician();
    const panels = [];
    for (let count = 0; count < 21; count += 1) {
      const panel = await technicianSocket(server, token);
      await panel.hear(({ type }) => type === 'technician');
      panels.push(panel);
    }
    expect(await panels[0]!.close()).toBe(1000);
    expect(panels.slice(1).map(({ closed }) => closed)).toEqual(
      Array.from({ length: 20 }, () => undefined),
    );
  });
});
