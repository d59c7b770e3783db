import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import {
  createMessenger,
  MOST_WAITING,
  type Messenger,
} from '../../../../common/call/messages/messenger.ts';

/** Random numbers that are the same in each run (a linear congruential generator). */
function seeded(seed: number): () => number {
  let state = seed;
  return () => (state = (state * 1664525 + 1013904223) % 2 ** 32) / 2 ** 32;
}

interface Path {
  /** One way, in ms; jitter makes datagrams overtake each other. */
  delay: number;
  jitter?: number;
  /** The share that is lost. */
  loss?: number;
  /** Some come twice. */
  twice?: number;
}

/** Two messengers and what each has heard, over a path that may lose, delay, double and reorder. */
function twoSides(path: Path, onOverflow = () => {}) {
  const random = seeded(7);
  const heard: Record<'a' | 'b', { message: unknown; at: number }[]> = { a: [], b: [] };
  const glimpsed = { a: [] as unknown[], b: [] as unknown[] };
  let sent = 0;
  let whole = true;
  const side = (name: 'a' | 'b') =>
    createMessenger({
      now: () => Date.now(),
      onOverflow,
      onMessage: (message) => heard[name].push({ message, at: Date.now() }),
      onGlimpse: (value) => glimpsed[name].push(value),
    });
  const sides: Record<'a' | 'b', Messenger> = { a: side('a'), b: side('b') };
  const to = (name: 'a' | 'b') => ({
    send(text: string) {
      if (!whole) return true;
      sent += text.length;
      const copies = random() < (path.twice ?? 0) ? 2 : 1;
      for (let copy = 0; copy < copies; copy += 1) {
        if (random() < (path.loss ?? 0)) continue;
        const after = path.delay + random() * (path.jitter ?? 0);
        setTimeout(() => whole && sides[name].receive(text), after);
      }
      return true;
    },
  });
  const connect = () => {
    sides.a.over(to('b'));
    sides.b.over(to('a'));
  };
  connect();
  return {
    ...sides,
    heard,
    glimpsed,
    connect,
    sent: () => sent,
    cut: () => (whole = false),
    mend: () => (whole = true),
  };
}

const numbers = (count: number) => Array.from({ length: count }, (_, index) => index);
const messagesOf = (heard: { message: unknown }[]) => heard.map(({ message }) => message);

describe('small messages over a channel that loses', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  it('come once each, whatever is lost, doubled or overtaken', async () => {
    const line = twoSides({ delay: 40, jitter: 60, loss: 0.3, twice: 0.2 });
    for (const number of numbers(500)) {
      line.a.send({ number });
      if (number % 3 === 0) line.b.send({ number });
      await vi.advanceTimersByTimeAsync(5);
    }
    await vi.advanceTimersByTimeAsync(20_000);
    const inOrder = (heard: { message: unknown }[]) =>
      (messagesOf(heard) as { number: number }[]).map(({ number }) => number).sort((x, y) => x - y);
    expect(inOrder(line.heard.b)).toEqual(numbers(500));
    expect(inOrder(line.heard.a)).toEqual(numbers(500).filter((number) => number % 3 === 0));
    expect([line.a.waiting(), line.b.waiting()]).toEqual([0, 0]);
  });

  it('are there almost as soon as the path allows, also where one in thirty is lost', async () => {
    const line = twoSides({ delay: 50, jitter: 5, loss: 0.03 });
    const sentAt = new Map<number, number>();
    for (const number of numbers(2000)) {
      sentAt.set(number, Date.now());
      line.a.send(number);
      await vi.advanceTimersByTimeAsync(16);
    }
    await vi.advanceTimersByTimeAsync(5000);
    const late = line.heard.b
      .map(({ message, at }) => at - sentAt.get(message as number)!)
      .sort((x, y) => x - y);
    expect(late).toHaveLength(2000);
    // One way is 50 to 55 ms, and the second saying follows within a frame.
    expect(late[Math.floor(late.length * 0.99)]).toBeLessThan(80);
    // Each is said twice and hardly ever more: 60 a second in under 100 kbit/s.
    expect((line.sent() * 8) / 32).toBeLessThan(100_000);
  });

  it('wait for the way to come back, and are all said over another channel', async () => {
    const line = twoSides({ delay: 20 });
    line.a.send('before');
    await vi.advanceTimersByTimeAsync(200);
    line.cut();
    line.a.over(null);
    for (const number of numbers(1500)) line.a.send(number);
    await vi.advanceTimersByTimeAsync(60_000);
    line.mend();
    line.connect();
    await vi.advanceTimersByTimeAsync(20_000);
    expect(new Set(messagesOf(line.heard.b))).toEqual(new Set(['before', ...numbers(1500)]));
    expect(line.heard.b).toHaveLength(1501);
    expect(line.a.waiting()).toBe(0);
  });

  it('leave the line quiet while nobody answers', async () => {
    const line = twoSides({ delay: 20 });
    line.a.send('hello');
    await vi.advanceTimersByTimeAsync(500);
    line.cut();
    line.a.send('anybody');
    await vi.advanceTimersByTimeAsync(10_000);
    const before = line.sent();
    line.mend();
    await vi.advanceTimersByTimeAsync(3000);
    expect(line.sent() - before).toBeLessThan(1000);
    expect(messagesOf(line.heard.b)).toEqual(['hello', 'anybody']);
  });

  it('begin anew with another document, and nothing of the former one comes twice', async () => {
    const line = twoSides({ delay: 20 });
    line.a.send('one');
    await vi.advanceTimersByTimeAsync(200);
    line.a.startOver();
    line.a.send('two');
    await vi.advanceTimersByTimeAsync(200);
    expect(messagesOf(line.heard.b)).toEqual(['one', 'two']);
  });

  it('go on coming to a side that has begun anew alone', async () => {
    const line = twoSides({ delay: 20 });
    for (const number of numbers(1500)) {
      line.a.send(number);
      await vi.advanceTimersByTimeAsync(1);
    }
    await vi.advanceTimersByTimeAsync(1000);
    line.b.startOver();
    for (const number of numbers(1500)) {
      line.a.send(1500 + number);
      await vi.advanceTimersByTimeAsync(1);
    }
    await vi.advanceTimersByTimeAsync(1000);
    expect(messagesOf(line.heard.b)).toEqual(numbers(3000));
    expect(line.a.waiting()).toBe(0);
  });

  it('ask for another channel where nobody acknowledges, and are given up where that is no help', () => {
    const onOverflow = vi.fn();
    let said = 0;
    const one = createMessenger({ onMessage() {}, onGlimpse() {}, onOverflow });
    const channel = () => ({ send: () => Boolean((said += 1)) });
    one.over(channel());
    for (const number of numbers(MOST_WAITING)) one.send(number);
    expect(onOverflow).not.toHaveBeenCalled();
    for (const number of numbers(MOST_WAITING)) {
      one.send(number);
      if (number % 100 === 0) one.over(channel());
    }
    expect(onOverflow).toHaveBeenCalledTimes(1);
    expect(one.waiting()).toBe(2 * MOST_WAITING);
    one.send('one too many');
    expect(one.waiting()).toBe(0);
    said = 0;
    one.send('nobody is there');
    vi.advanceTimersByTime(10_000);
    expect(said).toBe(0);
    one.startOver();
    one.over(channel());
    one.send('another document');
    expect(said).toBe(1);
    expect(onOverflow).toHaveBeenCalledTimes(1);
    one.close();
    expect(vi.getTimerCount()).toBe(0);
  });

  it('are said on where another channel was a help, once in ten seconds', async () => {
    const onOverflow = vi.fn();
    const line = twoSides({ delay: 20 }, onOverflow);
    const overflow = () => numbers(MOST_WAITING + 1).forEach((number) => line.a.send(number));
    overflow();
    await vi.advanceTimersByTimeAsync(10_000);
    expect([onOverflow.mock.calls.length, line.a.waiting()]).toEqual([1, 0]);
    overflow();
    expect(onOverflow).toHaveBeenCalledTimes(2);
    await vi.advanceTimersByTimeAsync(5_000);
    expect(line.heard.b).toHaveLength(2 * MOST_WAITING + 2);
    overflow();
    expect([onOverflow.mock.calls.length, line.a.waiting()]).toEqual([2, 0]);
  });

  it('cost no more, each, the more of them wait', () => {
    const line = twoSides({ delay: 20 });
    line.a.over(null);
    for (const number of numbers(50_000)) line.a.send(number);
    const before = process.cpuUsage();
    line.connect();
    for (const number of numbers(1_000)) line.a.send(number);
    expect(process.cpuUsage(before).user / 1_000).toBeLessThan(500);
    expect(line.a.waiting()).toBe(51_000);
  });

  it('show the newest glimpse and no older one', async () => {
    const line = twoSides({ delay: 20, jitter: 100 });
    for (const number of numbers(100)) {
      line.a.glimpse(number);
      await vi.advanceTimersByTimeAsync(16);
    }
    await vi.advanceTimersByTimeAsync(500);
    const seen = line.glimpsed.b as number[];
    expect(seen.at(-1)).toBe(99);
    expect(seen).toEqual([...seen].sort((x, y) => x - y));
  });

  it('take nothing that is not a frame', () => {
    const line = twoSides({ delay: 20 });
    const strange = [
      'x',
      '{}',
      '[]',
      'null',
      '{"l":"0","m":[]}',
      '{"l":"00000000","m":[]}',
      '{"l":"00000000","f":1,"m":[[1]]}',
      '{"l":"00000000","f":1,"m":[[-1,"x"]]}',
      '{"l":"00000000","f":1,"m":[["1","x"]]}',
      `{"l":"00000000","f":1,"m":[[1,"${'x'.repeat(20_000)}"]]}`,
      '{"l":"00000000","f":1,"a":{"l":"x","a":1e99,"b":[]}}',
      new ArrayBuffer(8),
      undefined,
    ];
    for (const data of strange) line.a.receive(data);
    expect(line.heard.a).toEqual([]);
  });
});
