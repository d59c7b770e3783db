import type { IncomingMessage } from 'node:http';
import { isIPv4, isIPv6 } from 'node:net';
import proxyAddr from 'proxy-addr';

/** The first four groups of an IPv6 address: a household or a phone is given at least a /64. */
function network64(address: string): string {
  const [head = '', tail] = address.split('%')[0]!.split('::');
  const groups = head === '' ? [] : head.split(':');
  if (tail !== undefined) {
    const after = tail === '' ? [] : tail.split(':');
    while (groups.length + after.length < 8) groups.push('0');
    groups.push(...after);
  }
  const four = groups.slice(0, 4).map((group) => Number.parseInt(group, 16).toString(16));
  return `${four.join(':')}::/64`;
}

/** What limits count an address by: an IPv4 as it is, an IPv6 by its /64. */
export function countedAddress(address: string): string {
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address)?.[1];
  if (mapped !== undefined) return mapped;
  return isIPv6(address) ? network64(address) : address;
}

/**
 * Finds the address of a request's sender, to count limits by. X-Forwarded-For is believed only as
 * far as it was written by the proxies named here (addresses or CIDRs); with none named, not at all.
 */
export function addressFinder(trustedProxies: readonly string[]) {
  const trusts = proxyAddr.compile([...trustedProxies]);
  return (request: IncomingMessage): string => {
    const direct = request.socket.remoteAddress ?? 'unknown';
    const found = proxyAddr(request, trusts) ?? direct;
    return countedAddress(isIPv4(found) || isIPv6(found) ? found : direct);
  };
}
