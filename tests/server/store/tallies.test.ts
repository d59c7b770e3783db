import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Store } from '../../../server/store/store.ts';
import { testClock } from '../../support/clock.ts';
import { randomId } from '../../support/documents.ts';
import { storesUnderTest } from '../../support/stores.ts';

describe.each(await storesUnderTest())('tallies in the $name store', ({ open, shared }) => {
  let store: Store;
  const clock = testClock();
  const kept = () => clock.now() + 60_000;
  beforeAll(async () => {
    store = await open(clock);
  });
  afterAll(() => store.close());

  it('add up over slots, from the first to the last one that is asked for', async () => {
    const tally = store.tally(randomId());
    expect(await tally.sum(0, 9)).toBe(0);
    for (const [slot, points] of [
      [3, 10],
      [3, 5],
      [4, 7],
      [6, 1],
    ] as const)
      await tally.add(slot, points, kept());
    expect(await tally.sum(3, 3)).toBe(15);
    expect(await tally.sum(3, 4)).toBe(22);
    expect(await tally.sum(4, 6)).toBe(8);
    expect(await tally.sum(0, 9)).toBe(23);
  });

  it('take points back, but never more than are there', async () => {
    const tally = store.tally(randomId());
    await tally.add(1, 10, kept());
    await tally.add(1, -4, kept());
    expect(await tally.sum(1, 1)).toBe(6);
    await tally.add(2, -4, kept());
    expect(await tally.sum(1, 2)).toBe(6);
    await Promise.all([1, 2, 3].map(() => tally.add(1, -4, kept())));
    expect(await tally.sum(1, 2)).toBe(2);
  });

  it('lose nothing of what is added at once', async () => {
    const tally = store.tally(randomId());
    await Promise.all(Array.from({ length: 40 }, () => tally.add(1, 3, kept())));
    expect(await tally.sum(1, 1)).toBe(120);
  });

  it('are kept apart by their names', async () => {
    const [one, other] = [store.tally(randomId()), store.tally(randomId())];
    await one.add(1, 3, kept());
    expect(await other.sum(1, 1)).toBe(0);
  });

  it('go when their time is over', async () => {
    const tally = store.tally(randomId());
    await tally.add(1, 3, kept());
    clock.pass(60_000);
    await tally.add(2, 3, kept());
    clock.pass(60_000);
    // Nobody has to count for it.
    await expect.poll(() => tally.sum(1, 1), { timeout: 5000 }).toBe(0);
    expect(await tally.sum(2, 2)).toBe(3);
  });

  it.runIf(shared)('are one for all servers of the store', async () => {
    const other = await open(clock);
    const name = randomId();
    await Promise.all([store.tally(name).add(1, 3, kept()), other.tally(name).add(1, 4, kept())]);
    expect(await store.tally(name).sum(1, 1)).toBe(7);
    await other.close();
  });
});
