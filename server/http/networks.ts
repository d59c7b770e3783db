import type { Counter, Store } from '../store/store.ts';

/** A network that an address is of, and how many times as much as one address it may do. */
export interface Network {
  key: string;
  times: number;
}

/**
 * The networks that limits count a counted address by (`address.ts`). A home has a /56 and a site a /48, by
 * which one sender has 256 or 65,536 /64s: all of them together may do twice and four times as much as
 * one. An IPv4 counts by itself.
 */
export function networksOf(address: string): Network[] {
  const one = { key: address, times: 1 };
  const [, groups] = /^([0-9a-f:]+)::\/64$/.exec(address) ?? [];
  if (groups === undefined) return [one];
  const [first, second, third, fourth] = groups.split(':');
  const home = (Number.parseInt(fourth!, 16) & 0xff00).toString(16);
  return [
    one,
    { key: `${first}:${second}:${third}:${home}::/56`, times: 2 },
    { key: `${first}:${second}:${third}::/48`, times: 4 },
  ];
}

/** A limit for each address, and the larger ones for the networks it is of; the address comes first. */
export function countersOfNetworks(
  store: Pick<Store, 'counter'>,
  name: string,
  limit: number,
  seconds: number,
): (address: string) => { counter: Counter; key: string }[] {
  const byTimes = new Map(
    [1, 2, 4].map((times) => [times, store.counter(name, limit * times, seconds)]),
  );
  return (address) =>
    networksOf(address).map(({ key, times }) => ({ counter: byTimes.get(times)!, key }));
}
