import { describe, expect, it } from 'vitest';
import { countersOfNetworks, networksOf } from '../../../server/http/networks.ts';
import { openEmbedded } from '../../../server/store/embedded.ts';
import { isRight, limited } from '../../../server/technicians/wrong-attempts.ts';
import { testClock } from '../../support/clock.ts';

describe('the networks that limits count by', () => {
  it('are an IPv4 itself, and the /64, /56 and /48 of an IPv6', () => {
    expect(networksOf('192.0.2.7')).toEqual([{ key: '192.0.2.7', times: 1 }]);
    expect(networksOf('2001:db8:1:2a3::/64')).toEqual([
      { key: '2001:db8:1:2a3::/64', times: 1 },
      { key: '2001:db8:1:200::/56', times: 2 },
      { key: '2001:db8:1::/48', times: 4 },
    ]);
  });

  it.each([
    ['home', 2, (index: number) => `2001:db8:1:${index.toString(16)}::/64`],
    ['site', 4, (index: number) => `2001:db8:1:${index.toString(16)}00::/64`],
  ])('let a whole %s do %i times as much as one address', async (_, times, addressOf) => {
    const clock = testClock();
    const store = await openEmbedded({ inMemory: true }, clock);
    const limitsOf = countersOfNetworks(store, 'tries', 3, 60);
    const attempt = (address: string) =>
      limited(
        limitsOf(address).map((limit) => ({ ...limit, counts: isRight })),
        async () => undefined,
      );
    let done = 0;
    for (let index = 1; index <= 20; index++) {
      await attempt(addressOf(index)).then(
        () => done++,
        (error) => expect(error.code).toBe('too_many_attempts'),
      );
    }
    expect(done).toBe(3 * times);
    await attempt('2001:db8:2:1::/64');
    await store.close();
  });
});
