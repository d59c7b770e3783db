import { createHmac, randomBytes } from 'node:crypto';

/** STUN's and TURN's methods that we speak (RFC 8489, 18.2; RFC 8656, 17). */
export const methods = {
  binding: 0x001,
  allocate: 0x003,
  refresh: 0x004,
  send: 0x006,
  data: 0x007,
  createPermission: 0x008,
  channelBind: 0x009,
} as const;
export type Method = keyof typeof methods;

/** What kind of message it is (RFC 8489, 5): the two bits of its class. */
export const classes = { request: 0, indication: 1, success: 2, refusal: 3 } as const;
export type MessageClass = keyof typeof classes;

/** Attributes (RFC 8489, 18.3; RFC 8656, 18). */
export const attributes = {
  username: 0x0006,
  messageIntegrity: 0x0008,
  errorCode: 0x0009,
  channelNumber: 0x000c,
  lifetime: 0x000d,
  peerAddress: 0x0012,
  data: 0x0013,
  realm: 0x0014,
  nonce: 0x0015,
  relayedAddress: 0x0016,
  requestedFamily: 0x0017,
  requestedTransport: 0x0019,
  mappedAddress: 0x0020,
} as const;
export type AttributeName = keyof typeof attributes;

/** Tells a STUN message from anything else (RFC 8489, 5). */
const MAGIC_COOKIE = 0x2112a442;
/** Type, length, cookie and transaction id, in bytes. */
export const HEADER_BYTES = 20;
/** HMAC-SHA1's 20 bytes behind the attribute's own four. */
const INTEGRITY_BYTES = 24;

/** A message as it is read: its transaction as hex, each attribute's bytes without their padding. */
export interface StunMessage {
  method: Method;
  class: MessageClass;
  transaction: string;
  attributes: Partial<Record<AttributeName, Buffer>>;
}

/** The bits of the class stand between those of the method (RFC 8489, figure 3). */
function typeOf(method: Method, kind: MessageClass): number {
  const m = methods[method];
  const c = classes[kind];
  return (
    ((m & 0xf80) << 2) | ((m & 0x070) << 1) | (m & 0x00f) | ((c & 0b10) << 7) | ((c & 0b01) << 4)
  );
}

const names = <Name extends string>(table: Readonly<Record<Name, number>>) =>
  new Map(Object.entries(table).map(([name, number]) => [number as number, name as Name]));
const methodNames = names(methods);
const classNames = names(classes);
const attributeNames = names(attributes);

const padding = (bytes: number) => (4 - (bytes % 4)) % 4;

function attribute(name: AttributeName, value: Buffer): Buffer {
  const head = Buffer.alloc(4);
  head.writeUInt16BE(attributes[name], 0);
  head.writeUInt16BE(value.length, 2);
  return Buffer.concat([head, value, Buffer.alloc(padding(value.length))]);
}

export const newTransaction = () => randomBytes(12).toString('hex');

function header(message: Omit<StunMessage, 'attributes'>, length: number): Buffer {
  const head = Buffer.alloc(HEADER_BYTES);
  head.writeUInt16BE(typeOf(message.method, message.class), 0);
  head.writeUInt16BE(length, 2);
  head.writeUInt32BE(MAGIC_COOKIE, 4);
  head.write(message.transaction, 8, 'hex');
  return head;
}

/** The bytes of a message; with a `key` it proves who sends it (RFC 8489, 14.5). */
export function encode(message: StunMessage, key?: Buffer): Buffer {
  const given = Object.entries(message.attributes) as [AttributeName, Buffer][];
  const body = Buffer.concat(given.map(([name, value]) => attribute(name, value)));
  if (key === undefined) return Buffer.concat([header(message, body.length), body]);
  // What is signed says already how long the message is with its signature.
  const signed = Buffer.concat([header(message, body.length + INTEGRITY_BYTES), body]);
  const proof = createHmac('sha1', key).update(signed).digest();
  return Buffer.concat([signed, attribute('messageIntegrity', proof)]);
}

/** Reads a message. Null for what is none, is cut short, or speaks a method that we do not. */
export function decode(bytes: Buffer): StunMessage | null {
  if (bytes.length < HEADER_BYTES || bytes.readUInt32BE(4) !== MAGIC_COOKIE) return null;
  const type = bytes.readUInt16BE(0);
  const end = HEADER_BYTES + bytes.readUInt16BE(2);
  if ((type & 0xc000) !== 0 || end > bytes.length) return null;
  const method = methodNames.get(((type & 0x3e00) >> 2) | ((type & 0xe0) >> 1) | (type & 0xf));
  const kind = classNames.get(((type & 0x100) >> 7) | ((type & 0x10) >> 4));
  if (method === undefined || kind === undefined) return null;
  const found: StunMessage['attributes'] = {};
  for (let at = HEADER_BYTES; at + 4 <= end;) {
    const name = attributeNames.get(bytes.readUInt16BE(at));
    const length = bytes.readUInt16BE(at + 2);
    if (at + 4 + length > end) return null;
    // Of one that is there twice the first one counts (RFC 8489, 14).
    if (name !== undefined) found[name] ??= Buffer.from(bytes.subarray(at + 4, at + 4 + length));
    at += 4 + length + padding(length);
  }
  const transaction = bytes.subarray(8, HEADER_BYTES).toString('hex');
  return { method, class: kind, transaction, attributes: found };
}
