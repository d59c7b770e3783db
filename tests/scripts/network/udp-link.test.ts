import { createSocket, type Socket } from 'node:dgram';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { openUdpLink, type Endpoint, type UdpLink } from '../../../scripts/network/udp-link.ts';

const toClose: { close(): void }[] = [];
afterEach(() => toClose.splice(0).forEach((one) => one.close()));

interface Program {
  endpoint: Endpoint;
  heard: { text: string; from: Endpoint; at: number }[];
  say(text: string, to: Endpoint): void;
}

async function program(): Promise<Program> {
  const socket: Socket = createSocket('udp4');
  await new Promise<void>((resolve) => socket.bind(0, '127.0.0.1', resolve));
  toClose.push(socket);
  const heard: Program['heard'] = [];
  socket.on('message', (data, { address, port }) =>
    heard.push({ text: data.toString(), from: { address, port }, at: performance.now() }),
  );
  const { address, port } = socket.address() as AddressInfo;
  return {
    endpoint: { address, port },
    heard,
    say: (text, to) => socket.send(text, to.port, to.address),
  };
}

async function linked(): Promise<{
  link: UdpLink;
  a: Program;
  b: Program;
  toA: Endpoint;
  toB: Endpoint;
}> {
  const link = openUdpLink();
  toClose.push(link);
  const [a, b] = await Promise.all([program(), program()]);
  const [toA, toB] = await Promise.all([link.through(a.endpoint), link.through(b.endpoint)]);
  return { link, a, b, toA, toB };
}

const until = (look: () => void) => vi.waitFor(look, { timeout: 5_000, interval: 5 });

describe('a link between two programs', () => {
  it('carries datagrams both ways, each from where its sender is known to be', async () => {
    const { a, b, toA, toB } = await linked();
    a.say('hello', toB);
    await until(() => expect(b.heard).toMatchObject([{ text: 'hello', from: toA }]));
    b.say('yes', b.heard[0]!.from);
    await until(() => expect(a.heard).toMatchObject([{ text: 'yes', from: toB }]));
  });

  it('takes its time', async () => {
    const { link, a, b, toB } = await linked();
    link.become({ delayMs: 60 });
    const at = performance.now();
    a.say('late', toB);
    await until(() => expect(b.heard).toHaveLength(1));
    expect(b.heard[0]!.at - at).toBeGreaterThan(55);
  });

  it('loses its share, and everything while it is cut', async () => {
    const { link, a, b, toB } = await linked();
    link.become({ loss: 0.3 });
    for (let sent = 0; sent < 400; sent += 20) {
      for (let more = 0; more < 20; more += 1) a.say('x', toB);
      // The system drops what comes faster than it is read.
      await until(() => expect(link.counts().arrived + link.counts().lost).toBe(sent + 20));
    }
    expect(link.counts().lost).toBeGreaterThan(60);
    expect(link.counts().lost).toBeLessThan(180);
    link.become({ cut: true });
    const { arrived } = link.counts();
    a.say('never', toB);
    await until(() => expect(link.counts().arrived + link.counts().lost).toBe(401));
    expect(link.counts().arrived).toBe(arrived);
    await until(() => expect(b.heard).toHaveLength(arrived));
  });

  it('lets through what its rate allows, and drops what would wait too long', async () => {
    const { link, a, b, toB } = await linked();
    link.become({ kbitPerSecond: 800, queueMs: 100 });
    // 100 bytes a ms: of 30,000 bytes about 10,000 may wait, and one each 10 ms passes.
    const at = performance.now();
    for (let sent = 0; sent < 30; sent += 1) a.say('x'.repeat(1000), toB);
    await until(() => expect(link.counts().arrived + link.counts().lost).toBe(30));
    expect(link.counts().arrived).toBeGreaterThanOrEqual(10);
    expect(link.counts().arrived).toBeLessThanOrEqual(13);
    await until(() => expect(b.heard).toHaveLength(link.counts().arrived));
    expect(b.heard.at(-1)!.at - at).toBeGreaterThan(90);
  });
});
