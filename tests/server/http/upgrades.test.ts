import { createServer, type Server } from 'node:http';
import { connect, type AddressInfo } from 'node:net';
import { pino } from 'pino';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { UpgradeRoute } from '../../../server/http/upgrade-route.ts';
import { handUpgrades } from '../../../server/http/upgrades.ts';

const greeting = (path: string) =>
  `GET ${path} HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n`;

describe('an upgrade to a WebSocket', () => {
  let server: Server;
  let hold: () => void;
  const held = new Promise<void>((resolve) => (hold = resolve));
  const route: UpgradeRoute = {
    matches: (pathname) => pathname.startsWith('/known'),
    upgrade(request, socket) {
      if (request.url === '/known/broken') throw new Error('broken route');
      if (request.url === '/known/held') return hold();
      socket.end(`taken ${request.url}`);
    },
    stop: async () => undefined,
  };

  beforeAll(async () => {
    server = createServer();
    server.on(
      'upgrade',
      handUpgrades([route], () => '203.0.113.1', pino({ level: 'silent' })),
    );
    server.listen(0, '127.0.0.1');
    await new Promise((resolve) => server.once('listening', resolve));
  });
  afterAll(() => new Promise((resolve) => server.close(resolve)));

  const say = (text: string) =>
    new Promise<string>((resolve) => {
      let heard = '';
      const socket = connect((server.address() as AddressInfo).port, '127.0.0.1');
      socket.on('data', (chunk) => (heard += chunk));
      socket.on('error', () => undefined);
      socket.on('close', () => resolve(heard));
      socket.write(text);
    });

  it('is handed to the route of its path, whatever its query', async () => {
    expect(await say(greeting('/known?token=x'))).toBe('taken /known?token=x');
  });

  it.each(['/', '//', '/unknown', '//known', '/%', 'http://[', '*'])(
    'to %s is answered 404',
    async (path) => {
      expect(await say(greeting(path))).toMatch(/^HTTP\/1\.1 404 .*Connection: close/s);
    },
  );

  it('that breaks its route ends that socket alone', async () => {
    expect(await say(greeting('/known/broken'))).toBe('');
    expect(await say(greeting('/known'))).toBe('taken /known');
  });

  it('that is reset while its route is busy ends that socket alone', async () => {
    const socket = connect((server.address() as AddressInfo).port, '127.0.0.1');
    socket.on('error', () => undefined);
    socket.write(greeting('/known/held'));
    await held;
    socket.resetAndDestroy();
    expect(await say(greeting('/known'))).toBe('taken /known');
  });
});
