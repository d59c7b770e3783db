import { maskedAddress, readMaskedAddress, type SocketAddress } from './address.ts';
import { converse, TurnRefusal, type ConversationOptions } from './conversation.ts';
import type { IceServerAddress } from '../../../common/contract/ice-url.ts';

/** The number of UDP among protocols (RFC 8656, 18.8): what the relay speaks to the peer. */
const UDP = Buffer.from([17, 0, 0, 0]);
/** The families of relayed addresses (RFC 8656, 18.6); IPv4 is what is given unless another is asked for. */
const families = { ipv4: 0x01, ipv6: 0x02 } as const;
/** How long an allocation may outlive a client that vanishes, in s: the shortest that servers give. */
const LIFETIME_S = 60;

/**
 * By which address a STUN server sees this machine (RFC 8489, 3). Throws TurnSilence or TurnRefusal.
 */
export async function askStun(
  server: IceServerAddress,
  options: Pick<ConversationOptions, 'withinMs' | 'trust'>,
): Promise<SocketAddress> {
  const conversation = await converse(server, options);
  try {
    const { attributes, transaction } = await conversation.ask('binding', () => ({}));
    const seen = readMaskedAddress(attributes.mappedAddress, transaction);
    if (seen === null) throw new TurnRefusal(0, 'an answer without an address');
    return seen;
  } finally {
    conversation.close();
  }
}

/** A place at a relay: what is sent to `relayed` by a peer that was let in comes here. */
export interface Allocation {
  relayed: SocketAddress;
  /** Lets a peer of this address in (RFC 8656, 9). Throws TurnRefusal, with 403 for one that is denied. */
  permit(peer: SocketAddress): Promise<void>;
  /** Has the relay send a datagram to a peer that was let in. */
  send(peer: SocketAddress, data: Buffer): void;
  /** Gives the place back. */
  release(): Promise<void>;
}

/**
 * Asks a TURN server for a relayed address of a family (RFC 8656, 7), IPv4 unless told. Throws TurnSilence
 * or TurnRefusal, with 440 where it has none of that family.
 */
export async function allocate(
  server: IceServerAddress,
  {
    onData,
    family = 'ipv4',
    ...options
  }: Omit<ConversationOptions, 'onIndication'> & {
    onData: (data: Buffer, from: SocketAddress) => void;
    family?: keyof typeof families;
  },
): Promise<Allocation> {
  const conversation = await converse(server, {
    ...options,
    onIndication({ method, attributes, transaction }) {
      const from = readMaskedAddress(attributes.peerAddress, transaction);
      if (method === 'data' && attributes.data && from) onData(attributes.data, from);
    },
  });
  const lifetime = (seconds: number) => {
    const value = Buffer.alloc(4);
    value.writeUInt32BE(seconds);
    return value;
  };
  try {
    const { attributes, transaction } = await conversation.ask('allocate', () => ({
      requestedTransport: UDP,
      ...(family === 'ipv6' && { requestedFamily: Buffer.from([families.ipv6, 0, 0, 0]) }),
      lifetime: lifetime(LIFETIME_S),
    }));
    const relayed = readMaskedAddress(attributes.relayedAddress, transaction);
    if (relayed === null) throw new TurnRefusal(0, 'an answer without an address');
    return {
      relayed,
      async permit(peer) {
        await conversation.ask('createPermission', (id) => ({
          peerAddress: maskedAddress(peer, id),
        }));
      },
      send: (peer, data) =>
        conversation.tell('send', (id) => ({ peerAddress: maskedAddress(peer, id), data })),
      async release() {
        try {
          await conversation.ask('refresh', () => ({ lifetime: lifetime(0) }));
        } catch {
          // It ends by itself within a minute.
        } finally {
          conversation.close();
        }
      },
    };
  } catch (error) {
    conversation.close();
    throw error;
  }
}
