import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { WebSocket, WebSocketServer, type WebSocket as ServerSocket } from 'ws';
import {
  openEventSocket,
  type EventSocket,
  type EventSocketOptions,
} from '../../../common/client/event-socket.ts';
import { sessionPace, type Hello } from '../../../common/contract/events.ts';
import { allPermissions } from '../../../common/contract/permissions.ts';

const hello: Hello = { type: 'hello', contract: 1, token: 't', seat: 1 };
const ready = { ready: true, reason: null };
const news = {
  type: 'technician',
  technician: {
    id: '1',
    name: 'Anna',
    email: 'a@example.com',
    role: 'technician',
    may: allPermissions,
    secondFactor: false,
  },
  openSession: null,
  settings: {
    companyName: 'Acme',
    accentColour: null,
    inviting: {
      sms: ready,
      email: ready,
      ownMail: ready,
      link: ready,
      qr: ready,
      defaultCountry: 'FR',
      defaultLanguage: 'en',
      smsCountries: ['FR'],
    },
    customFields: [],
    idleMinutes: 60,
  },
};

let server: WebSocketServer;
let sockets: ServerSocket[];
let heard: unknown[];
let states: string[];
let messages: unknown[];
let open: EventSocket | null;
/** What the server answers to a hello. */
let answer: unknown;

beforeEach(async () => {
  [sockets, heard, states, messages, open] = [[], [], [], [], null];
  answer = news;
  server = new WebSocketServer({ port: 0, host: '127.0.0.1' });
  server.on('connection', (socket) => {
    sockets.push(socket);
    socket.on('message', (data) => {
      const message = JSON.parse(String(data));
      heard.push(message);
      if (message.type === 'hello' && answer) socket.send(JSON.stringify(answer));
    });
  });
  await once(server, 'listening');
});

afterEach(() => {
  open?.close();
  for (const socket of server.clients) socket.terminate();
  server.close();
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

function connect(more: Partial<EventSocketOptions> = {}): EventSocket {
  open = openEventSocket({
    pace: sessionPace,
    url: `ws://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    hello: () => hello,
    onMessage: (message) => messages.push(message),
    onState: (state, code) => states.push(code ? `${state} ${code}` : state),
    WebSocket,
    ...more,
  });
  return open;
}

const until = (look: () => void, timeout = 5_000) => vi.waitFor(look, { timeout, interval: 10 });
const isOpen = () => until(() => expect(states.at(-1)).toBe('open'));
const say = (message: unknown) =>
  sockets.at(-1)!.send(typeof message === 'string' ? message : JSON.stringify(message));

describe('an event socket', () => {
  test('says hello first, and is open when the server has answered', async () => {
    connect();
    await isOpen();
    expect(heard).toEqual([hello]);
    expect(messages).toEqual([news]);
    expect(states).toEqual(['connecting', 'open']);
  });

  test('answers alive, so that the server too notices a line that is dead on one side', async () => {
    connect();
    await isOpen();
    say({ type: 'alive' });
    await until(() => expect(heard.at(-1)).toEqual({ type: 'alive' }));
    expect(messages.length).toBe(1);
  });

  test('passes over what the contract does not know, and counts it', async () => {
    const socket = connect();
    await isOpen();
    for (const strange of ['{', 'null', '[]', { type: 'party' }, { type: 'session', session: {} }])
      say(strange);
    say(news);
    await until(() => expect(messages.length).toBe(2));
    expect(socket.strange()).toBe(5);
    expect(states).toEqual(['connecting', 'open']);
  });

  test('that breaks says so, and comes back in under a second with a new hello', async () => {
    let seat = 1;
    connect({ hello: async () => ({ ...hello, seat: seat++ }) });
    await isOpen();
    const from = performance.now();
    sockets[0]!.terminate();
    await until(() => expect(states).toEqual(['connecting', 'open', 'down', 'open']));
    expect(performance.now() - from).toBeLessThan(1_000);
    expect(heard).toEqual([hello, { ...hello, seat: 2 }]);
  });

  test('whose hello cannot be had yet asks again', async () => {
    let asked = 0;
    connect({
      hello: async () => {
        asked += 1;
        if (asked < 3) throw new Error('not yet');
        return hello;
      },
    });
    await isOpen();
    expect(heard).toEqual([hello]);
  });

  test('that is refused stays closed, and says why', async () => {
    answer = { type: 'refused', code: 'open_elsewhere' };
    connect();
    await until(() => expect(states).toEqual(['connecting', 'refused open_elsewhere']));
    await until(() => expect(server.clients.size).toBe(0));
    open!.reconnectNow();
    globalThis.dispatchEvent?.(new Event('online'));
    await new Promise((resolve) => setImmediate(resolve));
    expect(sockets.length).toBe(1);
  });

  test('that falls silent is taken for dead', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'Date'], shouldAdvanceTime: true });
    connect();
    await isOpen();
    await vi.advanceTimersByTimeAsync(sessionPace.silentAfterMs - 2_000);
    expect(states.at(-1)).toBe('open');
    await vi.advanceTimersByTimeAsync(2_500);
    await until(() => expect(states).toEqual(['connecting', 'open', 'down', 'open']));
    expect(sockets.length).toBe(2);
  });

  test('opens anew at once when the device is back on the network', async () => {
    const place = new EventTarget();
    vi.stubGlobal('addEventListener', place.addEventListener.bind(place));
    vi.stubGlobal('removeEventListener', place.removeEventListener.bind(place));
    connect();
    await isOpen();
    place.dispatchEvent(new Event('online'));
    await until(() => expect(states).toEqual(['connecting', 'open', 'down', 'open']));
    expect(sockets.length).toBe(2);
    await until(() => expect(server.clients.size).toBe(1));
    open!.close();
    place.dispatchEvent(new Event('online'));
    await until(() => expect(server.clients.size).toBe(0));
    expect(sockets.length).toBe(2);
  });

  test('that is back on the screen leaves an open line alone, and mends a lost one', async () => {
    const page = Object.assign(new EventTarget(), { visibilityState: 'visible' });
    vi.stubGlobal('document', page);
    connect();
    await isOpen();
    page.dispatchEvent(new Event('visibilitychange'));
    expect(states.at(-1)).toBe('open');
    sockets[0]!.terminate();
    await until(() => expect(states.at(-1)).toBe('down'));
    page.dispatchEvent(new Event('visibilitychange'));
    await isOpen();
  });

  describe('while it is urgent', () => {
    let away: boolean | 'at once';
    let attempts: number[];

    /** A socket over a network that answers nothing. */
    class Unanswered extends EventTarget {
      readyState = 0;
      bufferedAmount = 0;
      close(): void {
        this.readyState = 3;
        this.dispatchEvent(Object.assign(new Event('close'), { code: 1006 }));
      }
      send(): void {}
    }

    function Network(this: unknown, url: string) {
      attempts.push(performance.now());
      if (!away) return new WebSocket(url);
      const socket = new Unanswered();
      if (away === 'at once') setTimeout(() => socket.close());
      return socket;
    }

    beforeEach(() => {
      [away, attempts] = [false, []];
    });

    /** The line that is open is lost with its network, and is urgent from then on. */
    async function loses(how: true | 'at once'): Promise<void> {
      away = how;
      sockets[0]!.terminate();
      await until(() => expect(states.at(-1)).toBe('down'));
      open!.hasten(true);
    }

    test('a lost line is tried over and over, so that the return of the network is found at once', async () => {
      connect({ WebSocket: Network });
      await isOpen();
      await loses(true);
      const before = attempts.length;
      await until(() => expect(attempts.length).toBeGreaterThanOrEqual(before + 3));
      away = false;
      const from = performance.now();
      await isOpen();
      // The longest of the attempts: what is sent into a real network is repeated meanwhile.
      expect(performance.now() - from).toBeLessThan(2_500);
    });

    test('an open line that is heard is left alone', async () => {
      connect({ WebSocket: Network, pace: { aliveEveryMs: 5_000, silentAfterMs: 20_000 } });
      await isOpen();
      open!.hasten(true);
      await until(() => expect(performance.now() - attempts[0]!).toBeGreaterThan(1_200));
      expect(attempts).toHaveLength(1);
      expect(states).toEqual(['connecting', 'open']);
    });

    test('one that has fallen silent is given up before its time', async () => {
      connect({ WebSocket: Network, pace: { aliveEveryMs: 100, silentAfterMs: 60_000 } });
      await isOpen();
      await until(() => expect(performance.now() - attempts[0]!).toBeGreaterThan(2_100));
      expect(states).toEqual(['connecting', 'open']);
      open!.hasten(true);
      await until(() => expect(states).toEqual(['connecting', 'open', 'down', 'open']));
    });

    test('a network that is known to be away is seldom tried, and at once when it is there again', async () => {
      connect({ WebSocket: Network });
      await isOpen();
      open!.networkAway(true);
      await loses(true);
      await until(() => expect(attempts.length).toBeGreaterThan(1));
      const before = attempts.length;
      await until(() => expect(performance.now() - attempts.at(-1)!).toBeGreaterThan(3_500));
      expect(attempts).toHaveLength(before);
      away = false;
      const from = performance.now();
      open!.networkAway(false);
      await isOpen();
      expect(performance.now() - from).toBeLessThan(500);
    });

    test('so is a device without any address, whose attempts fail at once', async () => {
      connect({ WebSocket: Network });
      await isOpen();
      open!.networkAway(true);
      await loses('at once');
      await until(() => expect(performance.now() - attempts[0]!).toBeGreaterThan(4_000));
      expect(attempts.length).toBeLessThan(5);
      away = false;
      open!.networkAway(false);
      await isOpen();
      // What is open proves that the network is there.
      sockets.at(-1)!.terminate();
      await until(() => expect(states.at(-1)).toBe('down'));
      await isOpen();
    });

    test('a network that was away for a moment only ends no attempt by its return: it may come and go', async () => {
      connect({ WebSocket: Network });
      await isOpen();
      await loses(true);
      await until(() => expect(attempts.length).toBeGreaterThan(2));
      const before = attempts.length;
      open!.networkAway(true);
      open!.networkAway(false);
      await until(() => expect(performance.now() - attempts.at(-1)!).toBeGreaterThan(500));
      expect(attempts).toHaveLength(before);
    });

    test('nothing goes on once it is urgent no more, or closed', async () => {
      connect({ WebSocket: Network });
      await isOpen();
      away = true;
      open!.hasten(true);
      open!.close();
      const before = attempts.length;
      await until(() => expect(performance.now() - attempts[0]!).toBeGreaterThan(1_500));
      expect(attempts).toHaveLength(before);
    });
  });
});
