import { EventEmitter, once } from 'node:events';
import type { ServerResponse } from 'node:http';
import { connect } from 'node:net';
import { pino } from 'pino';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { App } from '../../server/app.ts';
import { listen, type Ports } from '../../server/listen.ts';

/** Opens a port whose requests are answered by `handle`. */
function openPort(handle: App['handle']): Promise<Ports> {
  const app: App = {
    handle,
    upgrade: (_request, socket) => void socket.destroy(),
    drain: async () => undefined,
    stop: async () => undefined,
  };
  return listen({ host: '127.0.0.1', port: 0, tls: null }, Promise.resolve(app), {
    log: pino({ level: 'silent' }),
    headersWithinMs: 200,
  });
}

describe('an open port', () => {
  let ports: Ports;
  beforeAll(async () => {
    ports = await openPort((_request, response) => void response.end('answered'));
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

describe('a port that is closed', () => {
  it('lets the answer under way finish, and waits for nothing else', async () => {
    const requests = new EventEmitter();
    const ports = await openPort((_request, response) => void requests.emit('one', response));
    const comes = once(requests, 'one');
    const answer = fetch(`http://127.0.0.1:${ports.port}/`);
    const [response] = (await comes) as [ServerResponse];
    const closed = ports.close();
    const began = performance.now();
    response.end('answered');
    expect(await (await answer).text()).toBe('answered');
    await closed;
    // The client would keep its connection for another 65 s.
    expect(performance.now() - began).toBeLessThan(2000);
  });
});
