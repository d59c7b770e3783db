import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { technicianEventsPath } from '../../../common/contract/events.ts';
import { CONTRACT_VERSION } from '../../../common/contract/version.ts';
import { countStrangers } from '../../../server/http/strangers.ts';
import { accessOf, peerSocket } from '../../support/peers.ts';
import { testServer, type TestServer } from '../../support/server.ts';
import { sessionIn } from '../../support/sessions.ts';
import { endSockets, openSocket, type TestSocket } from '../../support/sockets.ts';

describe('sockets whose owners have not said who they are', () => {
  let server: TestServer;
  beforeAll(async () => {
    server = await testServer({ config: { trustedProxies: ['127.0.0.1'] } });
  });
  afterEach(endSockets);
  afterAll(() => server.stop());

  const open = (address: string, path = technicianEventsPath) =>
    openSocket(server, path, { headers: { 'x-forwarded-for': address } });
  const fill = (address: string): Promise<TestSocket[]> =>
    Promise.all(Array.from({ length: 200 }, () => open(address)));

  it('are limited for each address, whichever sockets they are', async () => {
    await fill('203.0.113.1');
    await expect(open('203.0.113.1')).rejects.toThrow('429');
    await expect(open('203.0.113.1', '/peer/x')).rejects.toThrow('429');
    expect((await open('203.0.113.2')).closed).toBeUndefined();
  });

  it('make room when one says who it is, or goes', async () => {
    const sockets = await fill('203.0.113.3');
    const { token } = await server.technician();
    sockets[0]!.send({ type: 'hello', contract: CONTRACT_VERSION, token });
    await sockets[0]!.hear(({ type }) => type === 'technician');
    await open('203.0.113.3');
    await expect(open('203.0.113.3')).rejects.toThrow('429');
    sockets[1]!.socket.terminate();
    await expect.poll(() => open('203.0.113.3').catch(() => null)).not.toBeNull();
  });

  it('are no longer those who were let in as peers', async () => {
    const session = await sessionIn(server, 'active');
    const sockets = await fill('127.0.0.1');
    const peer = async (side: 'technician' | 'customer') =>
      peerSocket(server, session.id, await accessOf(session, side));
    await expect(peer('customer')).rejects.toThrow('429');
    sockets[0]!.socket.terminate();
    await expect.poll(() => peer('customer').catch(() => null)).not.toBeNull();
    // Had the customer's peer stayed a stranger, the technician's would be one too many.
    const technician = await peer('technician');
    await technician.hear(({ type }) => type === 'OPEN');
  });

  it('are counted once, however often they are recognised', () => {
    const strangers = countStrangers(2);
    const [first, second] = [strangers('here'), strangers('here')];
    expect(strangers('here')).toBeNull();
    first!();
    first!();
    expect(strangers('here')).not.toBeNull();
    expect(strangers('here')).toBeNull();
    second!();
    expect(strangers('here')).not.toBeNull();
  });
});
