import { isIPv4, isIPv6 } from 'node:net';

/** An IP address and a port. */
export interface SocketAddress {
  host: string;
  port: number;
}

const MAGIC_COOKIE = Buffer.from('2112a442', 'hex');
const IPV4 = 0x01;
const IPV6 = 0x02;

/** What an address is masked by (RFC 8489, 14.2): the cookie, and for IPv6 the transaction behind it. */
const mask = (transaction: string) =>
  Buffer.concat([MAGIC_COOKIE, Buffer.from(transaction, 'hex')]);

const xor = (bytes: Buffer, by: Buffer) => bytes.map((byte, index) => byte ^ by[index]!) as Buffer;

/** The 16 bytes of an IPv6 address in any of its spellings; its zone is left out. */
function bytesOfIPv6(host: string): Buffer {
  // The URL class writes out what stands as IPv4 at the end, and is what knows every spelling.
  const plain = new URL(`http://[${host.replace(/%.*$/, '')}]`).hostname.slice(1, -1);
  const [before = '', after] = plain.split('::');
  const groups = (part: string) => (part === '' ? [] : part.split(':'));
  const [first, last] = [groups(before), groups(after ?? '')];
  const zeros = Array<string>(after === undefined ? 0 : 8 - first.length - last.length).fill('0');
  const bytes = Buffer.alloc(16);
  [...first, ...zeros, ...last].forEach((group, index) =>
    bytes.writeUInt16BE(parseInt(group, 16), index * 2),
  );
  return bytes;
}

function hostOf(bytes: Buffer): string {
  if (bytes.length === 4) return [...bytes].join('.');
  const groups = Array.from({ length: 8 }, (_, index) =>
    bytes.readUInt16BE(index * 2).toString(16),
  );
  return new URL(`http://[${groups.join(':')}]`).hostname.slice(1, -1);
}

/** An address as an XOR-…-ADDRESS attribute holds it. Throws for a host that is no IP address. */
export function maskedAddress({ host, port }: SocketAddress, transaction: string): Buffer {
  if (!isIPv4(host) && !isIPv6(host)) throw new Error(`${host} is no IP address`);
  const ip = isIPv4(host) ? Buffer.from(host.split('.').map(Number)) : bytesOfIPv6(host);
  const head = Buffer.alloc(4);
  head.writeUInt8(ip.length === 4 ? IPV4 : IPV6, 1);
  head.writeUInt16BE(port ^ MAGIC_COOKIE.readUInt16BE(0), 2);
  return Buffer.concat([head, xor(ip, mask(transaction))]);
}

/** Reads an XOR-…-ADDRESS attribute; null for what is none. */
export function readMaskedAddress(
  value: Buffer | undefined,
  transaction: string,
): SocketAddress | null {
  if (value === undefined) return null;
  const bytes = { [IPV4]: 4, [IPV6]: 16 }[value[1] ?? 0];
  if (bytes === undefined || value.length !== 4 + bytes) return null;
  const port = value.readUInt16BE(2) ^ MAGIC_COOKIE.readUInt16BE(0);
  return { host: hostOf(Buffer.from(xor(value.subarray(4), mask(transaction)))), port };
}
