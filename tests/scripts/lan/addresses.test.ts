import type { networkInterfaces } from 'node:os';
import { expect, test } from 'vitest';
import { lanAddresses } from '../../../scripts/lan/addresses.ts';

type Interfaces = ReturnType<typeof networkInterfaces>;

const address = (address: string, more: { family?: string; internal?: boolean } = {}) =>
  ({ address, family: 'IPv4', internal: false, ...more }) as NonNullable<Interfaces[string]>[0];

test("a phone is sent to the address of a real network card, not to a container's bridge", () => {
  const interfaces: Interfaces = {
    lo: [address('127.0.0.1', { internal: true })],
    docker0: [address('172.17.0.1')],
    wlan0: [address('fe80::1', { family: 'IPv6' }), address('192.168.1.20')],
  };
  expect(lanAddresses(interfaces)).toEqual(['192.168.1.20', '172.17.0.1']);
});

test('a machine in no network has no address for a phone', () => {
  expect(lanAddresses({ lo: [address('127.0.0.1', { internal: true })] })).toEqual([]);
});
