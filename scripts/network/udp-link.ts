import { createSocket, type Socket } from 'node:dgram';
import type { AddressInfo } from 'node:net';
import { clear, openPassage, type Conditions, type Passage } from './conditions.ts';

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
  passage: Passage;
}

export function openUdpLink(random: () => number = Math.random): UdpLink {
  /** By the real endpoint that each stands for. */
  const doors = new Map<string, Promise<Door>>();
  const timers = new Set<NodeJS.Timeout>();
  let now = clear;
  let closed = false;
  const counts = { arrived: 0, lost: 0 };

  const nameOf = ({ address, port }: Endpoint) => `${address}:${port}`;

  function pass(door: Door, to: Endpoint, data: Buffer, from: Endpoint): void {
    const after = door.passage.takes(data.length, now);
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
      const door: Door = { socket, passage: openPassage(random) };
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
