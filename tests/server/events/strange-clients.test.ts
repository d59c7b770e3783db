import { EventEmitter } from 'node:events';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import type { WebSocket } from 'ws';
import { technicianEventsPath } from '../../../common/contract/events.ts';
import { openLine } from '../../../server/events/line.ts';
import { testServer, type TestServer } from '../../support/server.ts';
import {
  endSockets,
  openSocket,
  refusedWith,
  technicianSocket,
  type TestSocket,
} from '../../support/sockets.ts';

describe('an event socket of a strange client', () => {
  let server: TestServer;
  let token: string;
  beforeAll(async () => {
    server = await testServer();
    token = (await server.technician()).token;
  });
  afterEach(async () => {
    endSockets();
    // Whatever it did, the server still answers.
    expect((await server.request('GET', '/api/info')).status).toBe(200);
  });
  afterAll(() => server.stop());

  const hello = () => ({ type: 'hello', contract: 1, token });

  it.each([
    ['garbage', 'not_json', (socket: TestSocket) => socket.socket.send('{"type":')],
    ['bytes', 'not_json', (socket: TestSocket) => socket.socket.send(Buffer.from([0, 255, 1]))],
    ['nothing', 'not_json', (socket: TestSocket) => socket.socket.send('')],
    ['a number', 'invalid_input', (socket: TestSocket) => socket.send(7)],
    ['null', 'invalid_input', (socket: TestSocket) => socket.send(null)],
    ['another word', 'invalid_input', (socket: TestSocket) => socket.send({ type: 'drop' })],
    ['alive before hello', 'invalid_input', (socket: TestSocket) => socket.send({ type: 'alive' })],
    [
      'an operator for a token',
      'invalid_input',
      (socket: TestSocket) => socket.send({ ...hello(), token: { $gt: '' } }),
    ],
    [
      'more than a hello',
      'invalid_input',
      (socket: TestSocket) => socket.send({ ...hello(), role: 'administrator' }),
    ],
    [
      'a seat that is no number',
      'invalid_input',
      (socket: TestSocket) => socket.send({ ...hello(), seat: '1' }),
    ],
    [
      'an old contract',
      'client_too_old',
      (socket: TestSocket) => socket.send({ ...hello(), contract: 0 }),
    ],
    [
      'a new contract, whatever its hello looks like',
      'client_too_new',
      (socket: TestSocket) => socket.send({ type: 'greeting', contract: 99 }),
    ],
    [
      'a second hello',
      'invalid_input',
      (socket: TestSocket) => {
        socket.send(hello());
        socket.send(hello());
      },
    ],
  ])('that says %s is refused: %s', async (_, code, say) => {
    const socket = await openSocket(server, technicianEventsPath);
    say(socket);
    await socket.hear(refusedWith(code));
    expect(await socket.close()).toBe(4000);
  });

  it('that says something too long is closed', async () => {
    const socket = await openSocket(server, technicianEventsPath);
    socket.send({ ...hello(), token: 'x'.repeat(5000) });
    expect(await socket.close()).toBe(1009);
  });

  it('that floods is closed, and others are not', async () => {
    const quiet = await technicianSocket(server, token);
    const flood = await technicianSocket(server, token);
    await flood.hear(({ type }) => type === 'technician');
    for (let count = 0; count < 500; count += 1) flood.send({ type: 'alive' });
    await flood.hear(refusedWith('too_many_attempts'));
    expect(await flood.close()).toBe(4000);
    await quiet.hear(({ type }) => type === 'technician');
    expect(quiet.closed).toBeUndefined();
  });

  it('that breaks the frames of WebSocket itself is closed', async () => {
    const socket = await technicianSocket(server, token);
    await socket.hear(({ type }) => type === 'technician');
    const { _socket: raw } = socket.socket as unknown as { _socket: NodeJS.WritableStream };
    raw.write(Buffer.from([0xff, 0xff, 0x00, 0x01, 0x02]));
    expect(await socket.close()).toBe(1002);
  });

  it('that does not read is cut off instead of filling the memory', () => {
    const slow = Object.assign(new EventEmitter(), {
      OPEN: 1,
      readyState: 1,
      bufferedAmount: 1024 * 1024 + 1,
      send: vi.fn(),
      terminate: vi.fn(),
    });
    const line = openLine(slow as unknown as WebSocket, () => undefined);
    line.send({ type: 'alive' });
    expect(slow.terminate).toHaveBeenCalledOnce();
    expect(slow.send).not.toHaveBeenCalled();
    slow.emit('close');
  });
});
