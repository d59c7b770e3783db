import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Store } from '../../../server/store/store.ts';
import { testClock } from '../../support/clock.ts';
import { randomId } from '../../support/documents.ts';
import { storesUnderTest } from '../../support/stores.ts';

describe.each(await storesUnderTest())('counters in the $name store', ({ open, shared }) => {
  let store: Store;
  const clock = testClock();
  beforeAll(async () => {
    store = await open(clock);
  });
  afterAll(() => store.close());

  it('says when a key is over its limit, and for how long', async () => {
    const counter = store.counter('limit', 3, 60);
    const key = randomId();
    for (let attempt = 0; attempt < 3; attempt++)
      expect(await counter.add(key)).toEqual({ over: false, retryAfterSeconds: 0 });
    const { over, retryAfterSeconds } = await counter.add(key);
    expect({ over, retryAfterSeconds }).toEqual({ over: true, retryAfterSeconds: 60 });
    clock.pass(20_500);
    expect(await counter.add(key)).toEqual({ over: true, retryAfterSeconds: 40 });
  });

  it('gives points back', async () => {
    const counter = store.counter('back', 1, 60);
    const key = randomId();
    await counter.add(key);
    await counter.add(key, -1);
    expect((await counter.add(key)).over).toBe(false);
  });

  it('keeps keys, and counters of other names, apart', async () => {
    const key = randomId();
    await store.counter('one', 1, 60).add(key, 2);
    expect((await store.counter('two', 1, 60).add(key)).over).toBe(false);
    expect((await store.counter('one', 1, 60).add(randomId())).over).toBe(false);
  });

  it('lets exactly as many as the limit through at once', async () => {
    const counter = store.counter('race', 5, 60);
    const key = randomId();
    const results = await Promise.all(Array.from({ length: 20 }, () => counter.add(key)));
    expect(results.filter(({ over }) => !over)).toHaveLength(5);
  });

  it('begins anew in the next window, also many hours later', async () => {
    const counter = store.counter('window', 1, 60);
    const key = randomId();
    await counter.add(key, 2);
    clock.pass(59_999);
    expect((await counter.add(key)).over).toBe(true);
    clock.pass(1);
    expect((await counter.add(key)).over).toBe(false);
    expect((await counter.add(key)).over).toBe(true);
    clock.pass(24 * 60 * 60 * 1000);
    expect((await counter.add(key)).over).toBe(false);
  });

  it('gives nothing back to a window in which it was not counted', async () => {
    const counter = store.counter('late', 1, 60);
    const key = randomId();
    await counter.add(key);
    await counter.add(key);
    clock.pass(60_000);
    await counter.add(key);
    // What was counted here, and two attempts of the window before that took long.
    await Promise.all([1, 2, 3].map(() => counter.add(key, -1)));
    await counter.add(key);
    expect((await counter.add(key)).over).toBe(true);
  });

  it('takes nothing away from those who come while late ones give back', async () => {
    const counter = store.counter('late-at-once', 10, 60);
    const key = randomId();
    await counter.add(key, 5);
    await Promise.all(Array.from({ length: 12 }, () => counter.add(key, -1)));
    const results = await Promise.all(Array.from({ length: 20 }, () => counter.add(key)));
    expect(results.filter(({ over }) => !over)).toHaveLength(10);
  });

  it('gives nothing back that was not counted', async () => {
    const counter = store.counter('nothing', 1, 60);
    const key = randomId();
    await counter.add(key, -5);
    await counter.add(key);
    expect((await counter.add(key)).over).toBe(true);
  });

  it.runIf(shared)('counts together with the other servers of the store', async () => {
    const other = await open(clock);
    const key = randomId();
    await store.counter('shared', 2, 60).add(key);
    await other.counter('shared', 2, 60).add(key);
    expect((await store.counter('shared', 2, 60).add(key)).over).toBe(true);
    await other.close();
  });
});
