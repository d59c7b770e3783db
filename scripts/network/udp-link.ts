import { createSocket, type Socket } from 'node:dgram';
import type { AddressInfo } from 'node:net';

/** What happens to datagrams on their way, in each direction by itself. */
export interface Conditions {
  /** One way, in ms. */
  delayMs: number;
  /** Up to so many ms more, at random: datagrams overtake each other. */
  jitterMs: number;
  /** The share that is lost, 0 to 1. */
  loss: number;
  /** What passes, in kbit/s; null is everything. */
  kbitPerSecond: number | null;
  /** How long a datagram may wait for its turn where the rate is limited, in ms; else it is dropped. */
  queueMs: number;
  /** Nothing passes. */
  cut: boolean;
}

const clear: Conditions = {
  delayMs: 0,
  jitterMs: 0,
  loss: 0,
  kbitPerSecond: null,
  queueMs: 200,
  cut: false,
};

export interface Endpoint {
  address: string;
  port: number;
}

/**
 * A link between two programs on this machine that speak UDP, such as two browsers: each is told the
 * other's endpoints as `through` gives them, and what they send then takes this way. It needs no
 * rights and changes nothing in the system.
 */
export interface UdpLink {
  /** Where the other side reaches this endpoint by way of the link. */
  through(endpoint: Endpoint): Promise<Endpoint>;
  /** From now on; what is under way already arrives as it would have. */
  become(conditions: Partial<Conditions>): void;
  /** How many datagrams have arrived, and how many were lost or dropped. */
  counts(): { arrived: number; lost: number };
  close(): void;
}

/** One end as the other side knows it: a socket that takes what is meant for it. */
interface Door {
  socket: Socket;
  /** When the last datagram that waits for its turn will have passed, in ms. */
  freeAt: number;
}

export function openUdpLink(random: () => number = Math.random): UdpLink {
  /** By the real endpoint that each stands for. */
  const doors = new Map<string, Promise<Door>>();
  const timers = new Set<NodeJS.Timeout>();
  let now = clear;
  let closed = false;
  const counts = { arrived: 0, lost: 0 };

  const nameOf = ({ address, port }: Endpoint) => `${address}:${port}`;

  /** After how long a datagram arrives that came in at this door, in ms; null where it never does. */
  function takes(door: Door, bytes: number): number | null {
    if (now.cut || random() < now.loss) return null;
    const at = performance.now();
    let waits = 0;
    if (now.kbitPerSecond !== null) {
      waits = Math.max(0, door.freeAt - at);
      if (waits > now.queueMs) return null;
      waits += (bytes * 8) / now.kbitPerSecond;
      door.freeAt = at + waits;
    }
    return waits + now.delayMs + random() * now.jitterMs;
  }

  function pass(door: Door, to: Endpoint, data: Buffer, from: Endpoint): void {
    const after = takes(door, data.length);
    if (after === null) return void (counts.lost += 1);
    const timer = setTimeout(() => {
      timers.delete(timer);
      // It comes out where the other side knows its sender to be.
      void doorOf(from).then(
        ({ socket }) => {
          if (closed) return;
          counts.arrived += 1;
          socket.send(data, to.port, to.address);
        },
        // Its sender's address is none of this machine's any more.
        () => void (counts.lost += 1),
      );
    }, after);
    timers.add(timer);
  }

  function doorOf(endpoint: Endpoint): Promise<Door> {
    const known = doors.get(nameOf(endpoint));
    if (known) return known;
    const opening = new Promise<Door>((resolve, reject) => {
      const socket = createSocket('udp4');
      const door: Door = { socket, freeAt: 0 };
      socket.once('error', reject);
      socket.on('message', (data, from) => pass(door, endpoint, data, from));
      socket.bind(0, endpoint.address, () => {
        // A datagram to a port that was closed comes back as an error: it is as good as lost.
        socket.on('error', () => {});
        resolve(door);
      });
    });
    doors.set(nameOf(endpoint), opening);
    return opening;
  }

  return {
    async through(endpoint) {
      const { port } = (await doorOf(endpoint)).socket.address() as AddressInfo;
      return { address: endpoint.address, port };
    },
    become(conditions) {
      now = { ...now, ...conditions };
    },
    counts: () => ({ ...counts }),
    close() {
      closed = true;
      for (const timer of timers) clearTimeout(timer);
      for (const opening of doors.values())
        void opening.then(({ socket }) => socket.close()).catch(() => {});
    },
  };
}
