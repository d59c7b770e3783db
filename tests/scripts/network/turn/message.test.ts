import fc from 'fast-check';
import { createServer } from 'node:net';
import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { describe, expect, test } from 'vitest';
import { maskedAddress, readMaskedAddress } from '../../../../scripts/network/turn/address.ts';
import { askStun } from '../../../../scripts/network/turn/client.ts';
import { decode, encode, newTransaction } from '../../../../scripts/network/turn/message.ts';
import { cutMessages } from '../../../../scripts/network/turn/wire.ts';

/** A request of RFC 5769, 2.1 and the response of 2.2 and 2.3: test vectors for STUN. */
const responseIPv4 = Buffer.from(
  '0101003c2112a442b7e7a701bc34d686fa87dfae8022000b7465737420766563746f7220002000080001a147e112a643000800142b91f599fd9e90c38c7489f92af9ba53f06be7d780280004c07d4c96',
  'hex',
);
const responseIPv6 = Buffer.from(
  '010100482112a442b7e7a701bc34d686fa87dfae8022000b7465737420766563746f7220002000140002a1470113a9faa5d3f179bc25f4b5bed2b9d900080014a382954e4be67bf11784c97c8292c275bfe3ed4180280004c8fb0b4c',
  'hex',
);

describe('STUN messages', () => {
  test('are read as the RFC’s own examples say', () => {
    for (const [bytes, host] of [
      [responseIPv4, '192.0.2.1'],
      [responseIPv6, '2001:db8:1234:5678:11:2233:4455:6677'],
    ] as const) {
      const read = decode(bytes)!;
      expect(read).toMatchObject({ method: 'binding', class: 'success' });
      const seen = readMaskedAddress(read.attributes.mappedAddress, read.transaction);
      expect(seen).toEqual({ host, port: 32853 });
    }
  });

  test('come back as they were written, whatever they hold', () => {
    fc.assert(
      fc.property(
        fc.uint8Array({ maxLength: 50 }),
        fc.ipV4(),
        fc.nat(65_535),
        (data, host, port) => {
          const transaction = newTransaction();
          const peerAddress = maskedAddress({ host, port }, transaction);
          const written = encode({
            method: 'send',
            class: 'indication',
            transaction,
            attributes: { peerAddress, data: Buffer.from(data) },
          });
          const read = decode(written)!;
          expect(read.attributes.data).toEqual(Buffer.from(data));
          expect(readMaskedAddress(read.attributes.peerAddress, read.transaction)).toEqual({
            host,
            port,
          });
        },
      ),
    );
  });

  test('that are nonsense are none, and throw nothing', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 120 }), (bytes) => {
        decode(Buffer.from(bytes));
        const damaged = Buffer.from(responseIPv4);
        damaged.set(bytes.subarray(0, 40), 20);
        decode(damaged);
      }),
    );
    expect(decode(responseIPv4.subarray(0, 30))).toBeNull();
  });

  test('are cut out of a stream wherever its pieces end', () => {
    const stream = Buffer.concat([responseIPv4, responseIPv6, responseIPv4]);
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 60 }), { minLength: 1 }), (sizes) => {
        const found: Buffer[] = [];
        const take = cutMessages((message) => found.push(message));
        for (let at = 0, turn = 0; at < stream.length; turn += 1) {
          const size = sizes[turn % sizes.length]!;
          take(stream.subarray(at, at + size));
          at += size;
        }
        expect(found).toEqual([responseIPv4, responseIPv6, responseIPv4]);
      }),
    );
  });
});

describe('a server', () => {
  test('that never answers is waited for as long as was said', async () => {
    const silent = createSocket('udp4').bind(0, '127.0.0.1');
    await once(silent, 'listening');
    let requests = 0;
    silent.on('message', () => (requests += 1));
    const server = {
      kind: 'stun',
      transport: 'udp',
      host: '127.0.0.1',
      ...silent.address(),
    } as const;
    await expect(askStun(server, { withinMs: 1200 })).rejects.toThrow('no answer');
    // Over UDP it is asked again.
    expect(requests).toBeGreaterThan(1);
    silent.close();
  });

  test('that answers nonsense is one that does not answer', async () => {
    const loud = createServer((socket) => socket.write('HTTP/1.1 400 Bad Request\r\n\r\n'));
    loud.listen(0, '127.0.0.1');
    await once(loud, 'listening');
    const { port } = loud.address() as { port: number };
    const server = { kind: 'stun', transport: 'tcp', host: '127.0.0.1', port } as const;
    await expect(askStun(server, { withinMs: 500 })).rejects.toThrow('no answer');
    loud.close();
  });
});
