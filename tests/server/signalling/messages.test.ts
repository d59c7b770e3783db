import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { accessOf, offerTo, peerError, peerOf, peerSocket } from '../../support/peers.ts';
import { testServer, type TestServer } from '../../support/server.ts';
import { sessionIn } from '../../support/sessions.ts';
import { endSockets, sessionSocket, type TestSocket } from '../../support/sockets.ts';

describe('two peers', () => {
  let server: TestServer;
  beforeAll(async () => {
    server = await testServer();
  });
  afterEach(async () => {
    endSockets();
    // Whatever a peer did, the server still answers.
    expect((await server.request('GET', '/api/info')).status).toBe(200);
  });
  afterAll(() => server.stop());

  async function pair() {
    const session = await sessionIn(server, 'connected');
    return {
      session,
      technician: await peerOf(server, session, 'technician'),
      customer: await peerOf(server, session, 'customer'),
    };
  }

  const isOpen = (peer: TestSocket & { peerId: string }, from: TestSocket & { peerId: string }) => {
    from.send(offerTo(peer.peerId, 'is it there?'));
    return peer.hear(({ payload }) => payload?.sdp?.sdp === 'is it there?');
  };

  it('reach each other with what a call needs, and with nothing else in it', async () => {
    const { technician, customer } = await pair();
    technician.send({ ...offerTo(customer.peerId), src: 'somebody', extra: 1 });
    expect(await customer.hear(({ type }) => type === 'OFFER')).toEqual({
      ...offerTo(customer.peerId),
      src: technician.peerId,
    });
    for (const type of ['ANSWER', 'CANDIDATE']) {
      customer.send({ type, payload: { connectionId: 'mc_1' }, dst: technician.peerId });
      expect(await technician.hear((heard) => heard.type === type)).toEqual({
        type,
        src: customer.peerId,
        dst: technician.peerId,
        payload: { connectionId: 'mc_1' },
      });
    }
    technician.send({ type: 'HEARTBEAT' });
    technician.send({ type: 'LEAVE', dst: customer.peerId });
    await customer.hear(({ type, src }) => type === 'LEAVE' && src === technician.peerId);
  });

  it('reach each other with every character, whatever stands behind the message', async () => {
    const { technician, customer } = await pair();
    const offer = offerTo(customer.peerId, 'é 😀 }"}');
    technician.socket.send(`${JSON.stringify(offer)} \r\n\t`);
    expect(await customer.hear(({ type }) => type === 'OFFER')).toEqual({
      ...offer,
      src: technician.peerId,
    });
    // Of two of one name the last one counts, for the server as for whoever it is for.
    technician.socket.send(
      JSON.stringify(offer).replace(/}$/, `,"src":"somebody","dst":"${customer.peerId}"}`),
    );
    await customer.hear(() => customer.heard.filter(({ type }) => type === 'OFFER').length === 2);
    expect(customer.heard.at(-1)).toEqual({ ...offer, src: technician.peerId });
  });

  it('may say no more than calls need: PeerJS would keep it for as long as the page is there', async () => {
    const { technician, customer } = await pair();
    const payload = { connectionId: 'mc_unknown', candidate: 'x'.repeat(60_000) };
    for (let count = 0; count < 25; count += 1)
      customer.send({ type: 'CANDIDATE', dst: technician.peerId, payload });
    await customer.hear(peerError('too_many_attempts'));
    expect(technician.heard.filter(({ type }) => type === 'CANDIDATE').length).toBeLessThan(20);
  });

  it('are told of the other one’s registering, the last time too, and not as often as it does so', async () => {
    const session = await sessionIn(server, 'connected');
    const technician = await sessionSocket(server, session, session.technicianToken, 1);
    await technician.hear(({ type }) => type === 'session');
    const access = await accessOf(session, 'customer');
    const begun = performance.now();
    await Promise.all(Array.from({ length: 20 }, () => peerSocket(server, session.id, access)));
    const registered = performance.now();
    await wait(1000);
    const told = technician.heardAt.filter((_, at) => technician.heard[at].type === 'callable');
    expect(told.length).toBeGreaterThan(1);
    expect(told.length).toBeLessThan(4 + (registered - begun) / 300);
    expect(told.at(-1)).toBeGreaterThan(registered - 300);
  });

  it('are told at once when the other one is not there, and nothing is kept for it', async () => {
    const session = await sessionIn(server, 'connected');
    const technician = await peerOf(server, session, 'technician');
    const dst = `${session.id}-c-1`;
    for (let count = 0; count < 20; count += 1) technician.send(offerTo(dst));
    expect(await technician.hear(({ type }) => type === 'EXPIRE')).toEqual({
      type: 'EXPIRE',
      src: dst,
      dst: technician.peerId,
    });
    const customer = await peerOf(server, session, 'customer');
    await isOpen(customer, technician);
    expect(customer.heard.map(({ type }) => type)).toEqual(['OPEN', 'OFFER']);
  });

  it('reach no third party, and not the document whose seat was taken', async () => {
    const { session, technician, customer } = await pair();
    const other = await pair();
    await session.asCustomer('POST', '/seat', { from: 1, device: session.customerDevice });
    await customer.close();
    for (const dst of [
      other.customer.peerId,
      other.technician.peerId,
      technician.peerId,
      customer.peerId,
      'x',
    ]) {
      technician.send(offerTo(dst));
      await technician.hear(({ type, src }) => type === 'EXPIRE' && src === dst);
    }
    await isOpen(other.customer, other.technician);
    for (const { heard } of [other.customer, other.technician])
      expect(heard.filter(({ src }) => src === technician.peerId)).toEqual([]);
    expect(technician.heard.filter(({ type }) => type === 'OFFER')).toEqual([]);
  });

  it.each([
    ['no JSON', '{"type":'],
    ['no object', '7'],
    ['nothing', ''],
    ['null', 'null'],
    ['a message that only a server may send', '{"type":"EXPIRE","dst":"x"}'],
    ['a message of nobody', '{"type":"GOSSIP","dst":"x"}'],
    ['an operator', '{"type":{"$gt":""}}'],
    ['a message to nobody', '{"type":"LEAVE"}'],
    ['a message to an object', '{"type":"OFFER","dst":{"$gt":""}}'],
    ['a payload that is text', '{"type":"OFFER","dst":"x","payload":"text"}'],
    [
      'a payload too deep',
      `{"type":"OFFER","dst":"x","payload":{"a":${'['.repeat(30000)}${']'.repeat(30000)}}}`,
    ],
    [
      'an offer of something else than a call',
      '{"type":"OFFER","dst":"x","payload":{"type":"data"}}',
    ],
    ['an offer of nothing, at which PeerJS would throw', '{"type":"OFFER","dst":"x"}'],
    ['bytes', Buffer.from([1, 2, 3])],
  ])('are closed one by one: %s', async (_, frame) => {
    const { technician, customer } = await pair();
    technician.socket.send(frame);
    await technician.hear(peerError('invalid_input'));
    expect(await technician.close()).toBe(4000);
    expect(customer.closed).toBeUndefined();
    expect(customer.heard.map(({ type }) => type)).toEqual(['OPEN']);
  });

  it('may send an offer of 60 kB, and nothing over 64 kB', async () => {
    const { technician, customer } = await pair();
    const long = 'x'.repeat(60_000);
    technician.send(offerTo(customer.peerId, long));
    await customer.hear(({ payload }) => payload?.sdp.sdp === long);
    technician.send(offerTo(customer.peerId, 'x'.repeat(65_536)));
    expect(await technician.close()).toBe(1009);
    expect(customer.closed).toBeUndefined();
  });

  it('are closed when they flood, which the other one outlives', async () => {
    const { session, technician, customer } = await pair();
    for (let count = 0; count < 1000; count += 1) technician.send(offerTo(customer.peerId));
    await technician.hear(peerError('too_many_attempts'));
    expect(await technician.close()).toBe(4000);
    expect(customer.closed).toBeUndefined();
    const again = await peerOf(server, session, 'technician');
    await isOpen(customer, again);
  });

  it('are let through with what a real call sends at once', async () => {
    const { technician, customer } = await pair();
    for (let count = 0; count < 150; count += 1)
      technician.send({
        type: 'CANDIDATE',
        payload: { connectionId: 'mc_1', candidate: count },
        dst: customer.peerId,
      });
    await customer.hear(({ payload }) => payload?.candidate === 149);
    expect(customer.heard.filter(({ type }) => type === 'CANDIDATE')).toHaveLength(150);
  });

  it('that break the frames of WebSocket itself are closed', async () => {
    const { technician, customer } = await pair();
    const { _socket: raw } = technician.socket as unknown as { _socket: NodeJS.WritableStream };
    raw.write(Buffer.from([0xff, 0xff, 0x00, 0x01, 0x02]));
    expect(await technician.close()).toBe(1002);
    expect(customer.closed).toBeUndefined();
  });

  it('come again with the same id and are told OPEN, while the old socket is still there', async () => {
    const { session, technician, customer } = await pair();
    for (let times = 0; times < 5; times += 1) {
      const access = await accessOf(session, 'customer');
      expect(access.peerId).toBe(customer.peerId);
      const again = await peerSocket(server, session.id, access);
      await again.hear(({ type }) => type === 'OPEN');
      await isOpen(Object.assign(again, access), technician);
    }
    expect(await customer.close()).toBe(4000);
    expect(customer.heard.map(({ type }) => type)).toEqual(['OPEN']);
  });

  it('that come many times at once end as one', async () => {
    const { session, technician } = await pair();
    const access = await accessOf(session, 'customer');
    const all = await Promise.all(
      Array.from({ length: 10 }, () => peerSocket(server, session.id, access)),
    );
    for (const one of all) await one.hear(({ type }) => type === 'OPEN');
    technician.send(offerTo(access.peerId));
    await expect
      .poll(() => all.filter(({ heard }) => heard.some(({ type }) => type === 'OFFER')).length)
      .toBe(1);
    await expect.poll(() => all.filter(({ closed }) => closed === undefined).length).toBe(1);
  });
});
