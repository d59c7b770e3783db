/**
 * The links of a lab, in a process of its own, so that nothing else keeps a packet waiting. Each link
 * has two ends, and each end is a pair of UDP ports of this machine: what comes to the one leaves by
 * the other end, under that link's conditions. Forked with the ports as its argument; told of
 * conditions and asked for counts by messages; over when its parent is.
 */
import { createSocket } from 'node:dgram';
import { clear, openPassage, type Conditions } from '../conditions.ts';

/** One end: where its packets come in, and where those for it are sent. */
export interface EndPorts {
  own: number;
  device: number;
}

export type ToEmulator =
  { link: number; conditions: Partial<Conditions> } | { link: number; counts: true };
export type FromEmulator = { ready: true } | { link: number; passed: number; lost: number };

interface Waiting {
  at: number;
  packet: Buffer;
}

/** What is under way in one direction, soonest first: packets overtake each other by jitter alone. */
function openQueue(arrive: (packet: Buffer) => void) {
  const waiting: Waiting[] = [];
  let timer: NodeJS.Timeout | undefined;

  function deliver(): void {
    timer = undefined;
    // A timer may be early by less than it can tell.
    const now = performance.now() + 0.5;
    while (waiting.length > 0 && waiting[0]!.at <= now) arrive(waiting.shift()!.packet);
    if (waiting.length > 0) timer = setTimeout(deliver, waiting[0]!.at - performance.now());
  }

  return (packet: Buffer, afterMs: number): void => {
    if (afterMs <= 0 && waiting.length === 0) return arrive(packet);
    const at = performance.now() + afterMs;
    let place = waiting.length;
    while (place > 0 && waiting[place - 1]!.at > at) place -= 1;
    waiting.splice(place, 0, { at, packet });
    if (place > 0) return;
    clearTimeout(timer);
    timer = setTimeout(deliver, afterMs);
  };
}

async function openLink([one, other]: readonly [EndPorts, EndPorts]) {
  let now: Conditions = clear;
  const counts = { passed: 0, lost: 0 };
  const ends = [one, other].map((ports) => ({ ports, socket: createSocket('udp4') }));
  for (const [index, { socket }] of ends.entries()) {
    const across = ends[1 - index]!;
    const passage = openPassage(Math.random);
    const put = openQueue((packet) => {
      counts.passed += 1;
      across.socket.send(packet, across.ports.device, '127.0.0.1');
    });
    socket.on('message', (packet) => {
      const after = passage.takes(packet.length, now);
      if (after === null) counts.lost += 1;
      else put(packet, after);
    });
    // A device that is gone refuses packets: they are as good as lost.
    socket.on('error', () => {});
  }
  await Promise.all(
    ends.map(
      ({ socket, ports }) =>
        new Promise<void>((resolve) => {
          socket.bind(ports.own, '127.0.0.1', () => {
            socket.setRecvBufferSize(4 * 1024 * 1024);
            resolve();
          });
        }),
    ),
  );
  return {
    become: (conditions: Partial<Conditions>) => void (now = { ...now, ...conditions }),
    counts: () => ({ ...counts }),
  };
}

const links = await Promise.all(
  (JSON.parse(process.argv[2]!) as [EndPorts, EndPorts][]).map(openLink),
);
process.on('message', (message: ToEmulator) => {
  const link = links[message.link]!;
  if ('conditions' in message) link.become(message.conditions);
  else process.send?.({ link: message.link, ...link.counts() } satisfies FromEmulator);
});
process.on('disconnect', () => process.exit());
process.send?.({ ready: true } satisfies FromEmulator);
