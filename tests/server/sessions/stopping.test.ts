import { afterEach, describe, expect, it } from 'vitest';
import { randomId } from '../../support/documents.ts';
import { testServer, type TestServer } from '../../support/server.ts';
import { join, openSession } from '../../support/sessions.ts';

describe('a server that is about to stop', () => {
  let server: TestServer;
  afterEach(() => server.stop());

  it('opens no session any more, and goes on with those that are open', async () => {
    server = await testServer();
    const session = await openSession(server);
    const { token, technician } = await server.technician();
    await server.drain();
    const refused = await server.request('POST', '/api/sessions', {
      token,
      body: { device: randomId() },
    });
    expect(refused).toMatchObject({ status: 503, body: { error: { code: 'server_stopping' } } });
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0);
    expect(await server.store.sessions.openOf(technician._id)).toBeNull();
    expect((await join(server, session)).body).toMatchObject({ session: { state: 'joined' } });
  });

  it('still answers a wish that it has fulfilled already', async () => {
    server = await testServer();
    const { token } = await server.technician();
    const wish = { token, body: { device: randomId() }, headers: { 'idempotency-key': 'one' } };
    const opened = await server.request('POST', '/api/sessions', wish);
    await server.drain();
    expect((await server.request('POST', '/api/sessions', wish)).body).toEqual(opened.body);
  });
});
