import { createHmac } from 'node:crypto';

/** STUN and TURN as far as the tests speak it (RFC 8489, RFC 8656). */
export const method = { binding: 1, allocate: 3, refresh: 4, createPermission: 8, channelBind: 9 };

const MAGIC = 0x2112a442;
export const attribute = {
  username: 0x0006,
  integrity: 0x0008,
  errorCode: 0x0009,
  channelNumber: 0x000c,
  lifetime: 0x000d,
  peerAddress: 0x0012,
  realm: 0x0014,
  nonce: 0x0015,
  relayedAddress: 0x0016,
  addressFamily: 0x0017,
  transport: 0x0019,
  mappedAddress: 0x0020,
};

export type Attributes = [type: number, value: Buffer][];

export interface Answer {
  transaction: string;
  ok: boolean;
  /** The code of an ERROR-CODE, or null. */
  error: number | null;
  get(type: number): Buffer | undefined;
}

/** A request, signed by `key` where there is one (RFC 8489, 14.5). */
export function encode(
  kind: number,
  transaction: Buffer,
  attributes: Attributes,
  key: Buffer | null,
): Buffer {
  const parts = attributes.map(([type, value]) => {
    const part = Buffer.alloc(4 + Math.ceil(value.length / 4) * 4);
    part.writeUInt16BE(type, 0);
    part.writeUInt16BE(value.length, 2);
    value.copy(part, 4);
    return part;
  });
  const body = Buffer.concat(parts);
  const head = Buffer.alloc(20);
  head.writeUInt16BE(kind, 0);
  head.writeUInt16BE(body.length + (key ? 24 : 0), 2);
  head.writeUInt32BE(MAGIC, 4);
  transaction.copy(head, 8);
  const message = Buffer.concat([head, body]);
  if (!key) return message;
  const integrity = Buffer.concat([
    Buffer.from([0, attribute.integrity, 0, 20]),
    createHmac('sha1', key).update(message).digest(),
  ]);
  return Buffer.concat([message, integrity]);
}

export const transactionOf = (message: Buffer) => message.subarray(8, 20).toString('hex');

export function decode(message: Buffer): Answer {
  const found = new Map<number, Buffer>();
  for (let at = 20; at + 4 <= message.length;) {
    const length = message.readUInt16BE(at + 2);
    const type = message.readUInt16BE(at);
    if (!found.has(type)) found.set(type, message.subarray(at + 4, at + 4 + length));
    at += 4 + Math.ceil(length / 4) * 4;
  }
  const code = found.get(attribute.errorCode);
  return {
    transaction: transactionOf(message),
    ok: (message.readUInt16BE(0) & 0x110) === 0x100,
    error: code ? code[2]! * 100 + code[3]! : null,
    get: (type) => found.get(type),
  };
}

/** The bytes of an IPv4 or IPv6 address. */
function bytesOf(address: string): Buffer {
  if (!address.includes(':')) return Buffer.from(address.split('.').map(Number));
  const v4 = /(\d+)\.(\d+)\.(\d+)\.(\d+)$/.exec(address);
  const hex = v4
    ? address.replace(
        v4[0],
        [0, 2].map((at) => ((Number(v4[at + 1]) << 8) | Number(v4[at + 2])).toString(16)).join(':'),
      )
    : address;
  const [left = '', right] = hex.split('::');
  const groups = (part: string) => part.split(':').filter(Boolean);
  const missing = 8 - groups(left).length - groups(right ?? '').length;
  const all = [
    ...groups(left),
    ...Array<string>(right === undefined ? 0 : missing).fill('0'),
    ...groups(right ?? ''),
  ];
  const bytes = Buffer.alloc(16);
  all.forEach((group, index) => bytes.writeUInt16BE(parseInt(group, 16), index * 2));
  return bytes;
}

/** An address as a request of that transaction carries it (RFC 8489, 14.2). */
export function xored(address: string, port: number, transaction: Buffer): Buffer {
  const bytes = bytesOf(address);
  const mask = Buffer.alloc(16);
  mask.writeUInt32BE(MAGIC, 0);
  transaction.copy(mask, 4);
  const head = Buffer.alloc(4);
  head[1] = bytes.length === 4 ? 1 : 2;
  head.writeUInt16BE(port ^ (MAGIC >>> 16), 2);
  return Buffer.concat([head, bytes.map((byte, index) => byte ^ mask[index]!)]);
}

/** Address and port of an XOR'd IPv4 address. */
export function readXored(value: Buffer): { address: string; port: number } {
  const mask = Buffer.alloc(4);
  mask.writeUInt32BE(MAGIC, 0);
  const address = [...value.subarray(4, 8)].map((byte, index) => byte ^ mask[index]!).join('.');
  return { address, port: value.readUInt16BE(2) ^ (MAGIC >>> 16) };
}
