import { once } from 'node:events';
import { connect } from 'node:net';
import { pino } from 'pino';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { App } from '../../server/app.ts';
import { listen, type Ports } from '../../server/listen.ts';

describe('an open port', () => {
  let ports: Ports;
  beforeAll(async () => {
    const app: App = {
      handle: (_request, response) => void response.end('answered'),
      upgrade: (_request, socket) => void socket.destroy(),
      stop: async () => undefined,
    };
    ports = await listen({ host: '127.0.0.1', port: 0, tls: null }, Promise.resolve(app), {
      log: pino({ level: 'silent' }),
      headersWithinMs: 200,
    });
  });
  afterAll(() => ports.close());

  it.each([
    ['says nothing', ''],
    ['never ends its headers', 'GET / HTTP/1.1\r\nHost: x\r\nX-Slow: '],
  ])('is not held by a sender who %s', async (_, text) => {
    const socket = connect(ports.port, '127.0.0.1').resume();
    socket.on('error', () => undefined);
    const drip = setInterval(() => text !== '' && socket.write('x'), 50);
    try {
      socket.write(text);
      await once(socket, 'close', { signal: AbortSignal.timeout(5000) });
    } finally {
      clearInterval(drip);
      socket.destroy();
    }
  });

  it('answers all others', async () => {
    const answer = await fetch(`http://127.0.0.1:${ports.port}/`);
    expect(await answer.text()).toBe('answered');
  });
});
