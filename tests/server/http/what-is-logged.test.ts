import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { everyone, PASSWORD } from '../../support/everyone.ts';
import { bySms, invitingServer, tokenOf } from '../../support/inviting.ts';
import { accessOf, peerOf } from '../../support/peers.ts';
import type { TestServer } from '../../support/server.ts';
import { join, openSession } from '../../support/sessions.ts';
import { endSockets, sessionSocket, technicianSocket } from '../../support/sockets.ts';

describe('the log, at its most talkative', () => {
  let server: TestServer;
  const secrets: Record<string, string> = {};
  const keep = (name: string, secret: string | null | undefined) => {
    if (!secret) throw new Error(`there is no ${name} to look for`);
    secrets[name] = secret;
  };

  beforeAll(async () => {
    server = await invitingServer();
    const { session, owner, administrator, tokens } = await everyone(server, 'active');
    keep('the token of a technician', owner.token);
    keep('the token of a customer', session.customerToken);
    keep('the token of a script', tokens['audit:read']);
    keep('the PIN', session.pin);
    keep('the id of a session', session.id);
    keep('the address of a technician', owner.technician.email);
    keep('a password', PASSWORD);
    keep('an address', '127.0.0.1');

    await technicianSocket(server, owner.token);
    await sessionSocket(server, session, session.customerToken, 1);
    keep('the token of a peer', (await accessOf(session, 'customer')).token);
    await peerOf(server, session, 'technician');

    const signIn = (password: string) =>
      server.request('POST', '/api/technicians/sign-in', {
        body: { email: owner.technician.email, password },
      });
    keep('the token of a sign-in', (await signIn(PASSWORD)).body.token);
    keep('a wrong password', 'not the right password');
    await signIn('not the right password');

    const other = await openSession(server);
    keep('another PIN', other.pin);
    keep('the name of a customer', 'Zoé-Marguerite');
    keep('the number of a customer', '6 12 34 56 78');
    await other.asTechnician('PATCH', '', { name: 'Zoé-Marguerite', phone: '06 12 34 56 78' });
    await other.asTechnician('POST', '/invitations', bySms());
    const link = await other.asTechnician('POST', '/links', { language: 'en', voice: 'here' });
    keep('the token of a link', tokenOf(link.body.url));
    await server.request('POST', '/api/links/find', { body: { token: tokenOf(link.body.url) } });
    await server.request('POST', '/api/pins/find', { body: { pin: other.pin } });
    await join(server, other);
    keep('the token of another customer', other.customerToken);
    // A secret in the place of another thing, and in an address that is none.
    await server.request('GET', `/api/sessions/${owner.token}`, { token: owner.token });
    await server.request('GET', `/${owner.token}?token=${owner.token}`);

    const made = await server.request('POST', '/api/api-tokens', {
      token: administrator.token,
      body: { name: 'A script', scopes: ['audit:read'], days: 1 },
    });
    keep('the token of a new script', made.body.token);
    const created = await server.request('POST', '/api/technicians', {
      token: administrator.token,
      body: { email: 'zoe@lens.test', name: 'Zoé-Marguerite' },
    });
    keep('the link of a new technician', created.body.link.url.split('#')[1]);
    await session.asTechnician('POST', '/end');
  });
  afterAll(async () => {
    endSockets();
    await server.stop();
  });

  it('has a line for every request, with its id and its route', () => {
    const lines = server.log.map((line) => JSON.parse(line));
    const requests = lines.filter(({ msg }) => msg === 'request');
    expect(requests.length).toBeGreaterThan(20);
    for (const each of requests)
      expect(each).toMatchObject({
        requestId: expect.stringMatching(/^[0-9a-f-]{36}$/),
        method: expect.any(String),
        route: expect.any(String),
        status: expect.any(Number),
      });
    expect(requests.map(({ route }) => route)).toContain('/api/sessions/:id/join');
  });

  it('holds no token, PIN, password, name, number or address', () => {
    const all = server.log.join('');
    const found = Object.entries(secrets).filter(([, secret]) => all.includes(secret));
    expect(found.map(([name]) => name)).toEqual([]);
    expect(Object.keys(secrets).length).toBeGreaterThan(15);
  });
});
