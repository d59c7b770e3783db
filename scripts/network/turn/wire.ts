import { createSocket } from 'node:dgram';
import { lookup } from 'node:dns/promises';
import { once } from 'node:events';
import { connect as connectTcp, isIP, type Socket } from 'node:net';
import { connect as connectTls, type ConnectionOptions } from 'node:tls';
import { HEADER_BYTES } from './message.ts';
import type { IceServerAddress } from '../../../common/contract/ice-url.ts';

/** A way to one server over which whole messages go. */
export interface Wire {
  send(message: Buffer): void;
  /** Whether a message may be lost, so that a request is sent again (RFC 8489, 6.2). */
  isLossy: boolean;
  close(): void;
}

/** What a wire tells: each message that came, and its end where nobody asked for it. */
export interface WireListener {
  onMessage(message: Buffer): void;
  onLost(error: Error): void;
}

/** How a server is reached over TLS, beside its name: an authority of one's own. */
export type TlsTrust = Pick<ConnectionOptions, 'ca'>;

/** Cuts a stream into its messages: each says its own length, and stands padded on a stream. */
export function cutMessages(onMessage: (message: Buffer) => void): (chunk: Buffer) => void {
  let waiting: Buffer = Buffer.alloc(0);
  return (chunk) => {
    waiting = Buffer.concat([waiting, chunk]);
    while (waiting.length >= 4) {
      const length = waiting.readUInt16BE(2);
      // The first two bits tell data of a channel (RFC 8656, 12.4) from a message.
      const whole =
        (waiting[0]! & 0xc0) === 0x40 ? 4 + Math.ceil(length / 4) * 4 : HEADER_BYTES + length;
      if (waiting.length < whole) return;
      onMessage(Buffer.from(waiting.subarray(0, whole)));
      waiting = waiting.subarray(whole);
    }
  };
}

async function overUdp(
  { host, port }: IceServerAddress,
  { onMessage, onLost }: WireListener,
  signal: AbortSignal,
): Promise<Wire> {
  const { address, family } = await lookup(host);
  const socket = createSocket(family === 6 ? 'udp6' : 'udp4');
  socket.on('message', onMessage);
  socket.on('error', onLost);
  // Connected, so that a port where nobody listens is told (ICMP) instead of waited for.
  const connected = once(socket, 'connect', { signal });
  socket.connect(port, address);
  try {
    await connected;
  } catch (error) {
    socket.close();
    throw error;
  }
  return {
    isLossy: true,
    send: (message) => socket.send(message),
    close: () => void socket.close(),
  };
}

function overStream(socket: Socket, { onMessage, onLost }: WireListener): Wire {
  socket.on('data', cutMessages(onMessage));
  socket.on('error', onLost);
  socket.on('end', () => onLost(new Error('the server closed the connection')));
  return {
    isLossy: false,
    send: (message) => void socket.write(message),
    close: () => void socket.destroy(),
  };
}

async function connected(socket: Socket, event: string, signal: AbortSignal): Promise<Socket> {
  try {
    await once(socket, event, { signal });
    return socket;
  } catch (error) {
    socket.destroy();
    throw error;
  }
}

/** Opens a wire to a server. Rejects where it cannot be reached, or is not trusted, before `signal`. */
export async function openWire(
  server: IceServerAddress,
  listener: WireListener,
  signal: AbortSignal,
  trust: TlsTrust = {},
): Promise<Wire> {
  const { host, port, transport } = server;
  if (transport === 'udp') return await overUdp(server, listener, signal);
  if (transport === 'tcp')
    return overStream(await connected(connectTcp({ host, port }), 'connect', signal), listener);
  const name = isIP(host) ? {} : { servername: host };
  const socket = connectTls({ host, port, ...name, minVersion: 'TLSv1.2', ...trust });
  return overStream(await connected(socket, 'secureConnect', signal), listener);
}
