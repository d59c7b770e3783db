import { fork } from 'node:child_process';
import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { fileURLToPath } from 'node:url';
import { waitUntil } from '../../wait-until.ts';
import type { Conditions } from '../conditions.ts';
import type { EndPorts, FromEmulator, ToEmulator } from './emulator.ts';
import type { Namespace } from './namespace.ts';
import { end, run, start } from './run.ts';

/** One end of a link: a network device of that name and address (with its prefix) in a namespace. */
export interface LinkEnd {
  namespace: Namespace;
  device: string;
  address: string;
}

/** A link between two networks. */
export interface Link {
  /** From now on; what is under way already arrives as it would have. */
  become(conditions: Partial<Conditions>): void;
  /** How many packets have passed, and how many were lost or dropped. */
  counts(): Promise<{ passed: number; lost: number }>;
}

/** Ports of UDP that nobody has, each for one socket that is opened soon. */
async function freeUdpPorts(count: number): Promise<number[]> {
  const sockets = Array.from({ length: count }, () => createSocket('udp4'));
  const ports: number[] = [];
  for (const socket of sockets) {
    socket.bind(0, '127.0.0.1');
    await once(socket, 'listening');
    ports.push((socket.address() as AddressInfo).port);
  }
  for (const socket of sockets) socket.close();
  return ports;
}

/** A TUN device of the kernel (tuntap.txt), each packet of which is a datagram of UDP to the emulator. */
async function openDevice(name: string, { namespace, device, address }: LinkEnd, ports: EndPorts) {
  const socat = start(
    'socat',
    // So that it says when it has done with the device, which it looks for by name until then.
    '-dd',
    `TUN,tun-name=${name},tun-type=tun,iff-no-pi`,
    `UDP4:127.0.0.1:${ports.own},bind=127.0.0.1:${ports.device}`,
  );
  let said = '';
  socat.stderr?.on('data', (chunk: Buffer) => (said += chunk.toString()));
  await waitUntil(
    `socat has made the device ${name}`,
    () => {
      if (socat.exitCode !== null) throw new Error(`socat made no device: ${said}`);
      return said.includes('data transfer loop');
    },
    { withinMs: 10_000, everyMs: 20 },
  );
  // The device goes where it belongs; socat keeps its other end here.
  await run('ip', 'link', 'set', name, 'netns', namespace.name);
  await namespace.ip('link', 'set', name, 'name', device);
  await namespace.ip('address', 'add', address, 'dev', device);
  await namespace.ip('link', 'set', device, 'up', 'mtu', '1500');
  return socat;
}

/** Opens links, through which packets pass at once until they are told otherwise. */
export async function openLinks(
  wanted: readonly (readonly [LinkEnd, LinkEnd])[],
): Promise<{ links: Link[]; close(): Promise<void> }> {
  const free = await freeUdpPorts(wanted.length * 4);
  const port = () => free.pop()!;
  const ports = wanted.map((): [EndPorts, EndPorts] => [
    { own: port(), device: port() },
    { own: port(), device: port() },
  ]);
  const emulator = fork(
    fileURLToPath(new URL('emulator.ts', import.meta.url)),
    [JSON.stringify(ports)],
    { execArgv: ['--import', 'tsx'] },
  );
  const tell = (message: ToEmulator) => void emulator.send(message);
  const devices: ReturnType<typeof start>[] = [];
  async function close(): Promise<void> {
    await Promise.all([...devices, emulator].map(end));
  }

  try {
    await Promise.race([
      once(emulator, 'message'),
      once(emulator, 'exit').then(() => {
        throw new Error('The emulator of links did not start.');
      }),
    ]);
    for (const [link, ends] of wanted.entries())
      for (const side of [0, 1] as const)
        devices.push(
          await openDevice(`ln${process.pid}-${link}${side}`, ends[side], ports[link]![side]),
        );
  } catch (error) {
    await close();
    throw error;
  }

  const links = wanted.map((_, link): Link => ({
    become: (conditions) => tell({ link, conditions }),
    async counts() {
      tell({ link, counts: true });
      for (;;) {
        const [answer] = (await once(emulator, 'message')) as [FromEmulator];
        if ('passed' in answer && answer.link === link)
          return { passed: answer.passed, lost: answer.lost };
      }
    },
  }));
  return { links, close };
}
