import { randomBytes } from 'node:crypto';
import { MongoClient } from 'mongodb';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openMongo } from '../../../server/store/mongo.ts';
import { StoreUnavailableError, type Store } from '../../../server/store/store.ts';
import { technicianDocument } from '../../support/documents.ts';
import { testProxy, type TestProxy } from '../../support/proxy.ts';
import { accessOf, peerError, peerOf, peerSocket } from '../../support/peers.ts';
import { testServer, type TestServer } from '../../support/server.ts';
import { sessionIn } from '../../support/sessions.ts';
import { endSockets, inState, sessionSocket, technicianSocket } from '../../support/sockets.ts';
import { mongoUnderTest } from '../../support/stores.ts';

const mongo = await mongoUnderTest();
const name = `lens_test_${randomBytes(6).toString('hex')}`;

describe.skipIf(mongo === null)('a database that goes away', { timeout: 30_000 }, () => {
  let proxy: TestProxy;
  let store: Store;
  let server: TestServer;

  beforeAll(async () => {
    const { hostname, port } = new URL(mongo!);
    proxy = await testProxy(hostname, Number(port || 27017));
    store = await openMongo(`mongodb://127.0.0.1:${proxy.port}/${name}?directConnection=true`);
    server = await testServer({ store });
  });
  afterAll(async () => {
    endSockets();
    await server.stop();
    await store.close();
    await proxy.cut();
    const client = new MongoClient(mongo!);
    await client.db(name).dropDatabase();
    await client.close();
  });

  it('is told in a few seconds as such, and found again when it is back', async () => {
    const { token } = await server.technician();
    await proxy.cut();
    const began = performance.now();
    await expect(store.technicians.insert(technicianDocument())).rejects.toBeInstanceOf(
      StoreUnavailableError,
    );
    await expect(store.counter('away', 1, 60).add('x')).rejects.toBeInstanceOf(
      StoreUnavailableError,
    );
    expect(performance.now() - began).toBeLessThan(10_000);

    const away = await server.request('GET', '/api/technicians/me', { token });
    expect([away.status, away.body.error.code]).toEqual([503, 'store_unavailable']);
    expect(Number(away.headers.get('retry-after'))).toBeGreaterThan(0);
    expect((await server.request('GET', '/readyz')).status).toBe(503);
    expect((await server.request('GET', '/healthz')).status).toBe(200);

    await proxy.mend();
    await expect
      .poll(async () => (await server.request('GET', '/readyz')).status, { timeout: 15_000 })
      .toBe(200);
    expect((await server.request('GET', '/api/technicians/me', { token })).status).toBe(200);
  });

  it('closes no socket that is open, and lets new ones try again later', async () => {
    const session = await sessionIn(server, 'active');
    const access = await accessOf(session, 'customer');
    const sockets = [
      await sessionSocket(server, session, session.technicianToken, 1),
      await technicianSocket(server, session.technicianToken),
      await peerOf(server, session, 'technician'),
    ];
    for (const socket of sockets) await socket.hear(() => true);
    await proxy.cut();
    const late = [
      await sessionSocket(server, session, session.customerToken, 1),
      await technicianSocket(server, session.technicianToken),
      await peerSocket(server, session.id, access),
    ];
    for (const socket of late) expect(await socket.close()).toBe(1013);
    expect(sockets.map(({ closed }) => closed)).toEqual([undefined, undefined, undefined]);

    await proxy.mend();
    await expect
      .poll(async () => (await session.asTechnician('POST', '/end')).status, { timeout: 15_000 })
      .toBe(200);
    await sockets[0]!.hear(inState('ended'));
    await sockets[2]!.hear(peerError('session_ended'));
    expect(sockets[1]!.closed).toBeUndefined();
  });

  it('that is not there at the start is told as such', async () => {
    const unused = await testProxy('127.0.0.1', 1);
    await unused.cut();
    await expect(openMongo(`mongodb://127.0.0.1:${unused.port}/x`)).rejects.toBeInstanceOf(
      StoreUnavailableError,
    );
  });
});
