import type { IncomingMessage } from 'node:http';
import { describe, expect, it } from 'vitest';
import { addressFinder, countedAddress } from '../../../server/http/address.ts';

const from = (remoteAddress: string, forwarded?: string) =>
  ({
    socket: { remoteAddress },
    headers: forwarded === undefined ? {} : { 'x-forwarded-for': forwarded },
  }) as unknown as IncomingMessage;

describe('the address that limits count by', () => {
  it.each([
    ['192.0.2.7', '192.0.2.7'],
    ['::ffff:192.0.2.7', '192.0.2.7'],
    ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2::/64'],
    ['2001:DB8:1:2::1', '2001:db8:1:2::/64'],
    ['2001:db8::5', '2001:db8:0:0::/64'],
    ['::1', '0:0:0:0::/64'],
    ['fe80::1%eth0', 'fe80:0:0:0::/64'],
  ])('takes %s as %s', (address, counted) => {
    expect(countedAddress(address)).toBe(counted);
  });

  it('gives one household one address, and its neighbour another', () => {
    expect(countedAddress('2001:db8:1:2::1')).toBe(countedAddress('2001:db8:1:2:ffff::9'));
    expect(countedAddress('2001:db8:1:2::1')).not.toBe(countedAddress('2001:db8:1:3::1'));
  });

  it('believes nobody about another address when no proxy is named', () => {
    const addressOf = addressFinder([]);
    expect(addressOf(from('192.0.2.7', '198.51.100.1'))).toBe('192.0.2.7');
  });

  it('believes the named proxies, and only as far as they wrote it', () => {
    const addressOf = addressFinder(['10.0.0.0/8']);
    expect(addressOf(from('10.0.0.2', '198.51.100.1'))).toBe('198.51.100.1');
    expect(addressOf(from('10.0.0.2', '203.0.113.9, 198.51.100.1, 10.0.0.3'))).toBe('198.51.100.1');
    expect(addressOf(from('192.0.2.7', '198.51.100.1'))).toBe('192.0.2.7');
  });

  it("counts by the proxy's own address what a proxy says that is no address", () => {
    const addressOf = addressFinder(['10.0.0.2']);
    expect(addressOf(from('10.0.0.2', 'unknown'))).toBe('10.0.0.2');
  });
});
