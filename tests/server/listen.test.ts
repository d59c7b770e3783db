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
    requestWithinMs: 400,
    stillForMs: 300,
  });
}

describe('an open port', () => {
  let ports: Ports;
  const ends = new EventEmitter();
  beforeAll(async () => {
    ports = await openPort((request, response) => {
      if (request.url === '/long') {
        response.once('close', () => ends.emit('cut'));
        return void response.end('x'.repeat(50_000_000));
      }
      if (request.method === 'POST') return void request.resume();
      response.end('answered');
    });
  });
  afterAll(() => ports.close());

  it.each([
    ['says nothing', ''],
    ['never ends its headers', 'GET / HTTP/1.1\r\nHost: x\r\nX-Slow: '],
    ['never ends its body', 'POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 9999\r\n\r\n'],
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

  it('is not held by a reader who does not read', async () => {
    const socket = connect(ports.port, '127.0.0.1').pause();
    socket.on('error', () => undefined);
    socket.write('GET /long HTTP/1.1\r\nHost: x\r\n\r\n');
    await once(ends, 'cut', { signal: AbortSignal.timeout(5000) });
    socket.destroy();
  });

  it('takes no headers that are longer than any browser sends', async () => {
    const answer = await fetch(`http://127.0.0.1:${ports.port}/`, {
      headers: { 'x-long': 'x'.repeat(17_000) },
    });
    expect(answer.status).toBe(431);
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
