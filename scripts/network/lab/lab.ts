import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { BrowserPlace } from '../../browser/chromium.ts';
import { findBrowser } from '../../browser/find.ts';
import { openLinks, type Link, type LinkEnd } from './links.ts';
import { openNamespace, sweepNamespaces, type Namespace } from './namespace.ts';
import { run } from './run.ts';

/**
 * Where the server is, for everybody in a lab. Addresses are those of documentation (RFC 5737): public
 * ones as far as any program knows, and nobody's.
 */
export const SERVER_ADDRESS = '203.0.113.1';

/** One person's network, and the link by which it reaches all others. */
export interface Party {
  /** The command that runs what follows it in this network. */
  within: readonly string[];
  browser: BrowserPlace;
  link: Link;
  /** Its present address is gone, and after `withoutMs` another one is there: from Wi-Fi to mobile. */
  changesAddress(withoutMs?: number): Promise<void>;
}

/** Three networks: the customer's, the technician's, and the server's, which lies between the two. */
export interface Lab {
  customer: Party;
  technician: Party;
  server: {
    /** The command that runs what follows it in the server's network. */
    within: readonly string[];
    /** By which address this process reaches it, past all links. */
    host: string;
  };
  close(): Promise<void>;
}

/** The /24 of each party where it meets the server's network. */
const networks = { customer: '192.0.2', technician: '198.51.100' } as const;
type Who = keyof typeof networks;

/**
 * The /30 by which this process reaches the server's network: of those for measurements (RFC 2544),
 * a different one for each process.
 */
function ownNetwork(): { own: string; server: string } {
  const at = (process.pid * 4) % 2 ** 17;
  const of = (host: number) =>
    [198, 18 + ((at + host) >> 16), ((at + host) >> 8) & 255, (at + host) & 255].join('.');
  return { own: of(1), server: of(2) };
}

/** A veth between two namespaces, or between one and this machine's own network. */
async function joinNetworks(
  one: { namespace: Namespace | null; device: string; address: string },
  other: LinkEnd,
): Promise<void> {
  const ip = one.namespace?.ip ?? ((...parts: string[]) => run('ip', ...parts));
  const peer = ['peer', 'name', other.device, 'netns', other.namespace.name];
  await ip('link', 'add', one.device, 'type', 'veth', ...peer);
  await ip('address', 'add', one.address, 'dev', one.device);
  await ip('link', 'set', one.device, 'up');
  await other.namespace.ip('address', 'add', other.address, 'dev', other.device);
  await other.namespace.ip('link', 'set', other.device, 'up');
}

const forwards = (namespace: Namespace) =>
  namespace.run('sh', '-c', 'echo 1 > /proc/sys/net/ipv4/ip_forward');

/**
 * Puts a router before a party's network that hides it: each connection leaves by a port of its own,
 * drawn at random, and only whoever was spoken to is let in (a symmetric NAT, RFC 4787, 4.1 and 5).
 */
async function hide(router: Namespace, device: string): Promise<void> {
  await forwards(router);
  const rules = [
    'add table ip hiding',
    'add chain ip hiding out { type nat hook postrouting priority srcnat ; }',
    `add rule ip hiding out oifname "${device}" masquerade fully-random`,
    'add chain ip hiding in { type filter hook forward priority filter ; }',
    `add rule ip hiding in iifname "${device}" ct state new drop`,
  ];
  for (const rule of rules) await router.run('nft', rule);
}

/** Makes a lab; with `nats`, each party is behind a symmetric NAT. Whoever makes one closes it in a `finally`. */
export async function openLab({ nats = false } = {}): Promise<Lab> {
  await sweepNamespaces();
  const chromium = await findBrowser('chromium');
  if (chromium === null) throw new Error('There is no Chromium to run in a lab.');
  const closing: (() => Promise<unknown>)[] = [];
  async function close(): Promise<void> {
    while (closing.length > 0) await closing.pop()?.();
  }
  async function open(who: string): Promise<Namespace> {
    const namespace = await openNamespace(who);
    closing.push(namespace.remove);
    return namespace;
  }

  try {
    const folder = await mkdtemp(join(tmpdir(), 'lens-lab-'));
    closing.push(() => rm(folder, { recursive: true, force: true }));
    const server = await open('server');
    await server.ip('address', 'add', `${SERVER_ADDRESS}/32`, 'dev', 'lo');
    await forwards(server);
    // What leads nowhere fails at once, as it does where there is a router.
    await server.ip('route', 'add', 'unreachable', 'default');
    const own = ownNetwork();
    closing.push(() => run('ip', 'link', 'delete', `ln${process.pid}-own`));
    await joinNetworks(
      { namespace: null, device: `ln${process.pid}-own`, address: `${own.own}/30` },
      { namespace: server, device: 'own', address: `${own.server}/30` },
    );

    /** A party's network, and the two ends of its link. */
    async function openParty(who: Who) {
      const namespace = await open(who);
      const outside = `${networks[who]}.1`;
      if (!nats) {
        const ends: [LinkEnd, LinkEnd] = [
          { namespace, device: 'eth0', address: `${networks[who]}.2/24` },
          { namespace: server, device: who, address: `${outside}/24` },
        ];
        return { who, namespace, ends, gateway: outside, subnet: networks[who] };
      }
      const router = await open(`${who}nat`);
      await joinNetworks(
        { namespace: router, device: 'wan', address: `${networks[who]}.2/24` },
        { namespace: server, device: who, address: `${outside}/24` },
      );
      await router.ip('route', 'add', 'default', 'via', outside);
      await hide(router, 'wan');
      const ends: [LinkEnd, LinkEnd] = [
        { namespace, device: 'eth0', address: '10.0.0.2/24' },
        { namespace: router, device: 'lan', address: '10.0.0.1/24' },
      ];
      return { who, namespace, ends, gateway: '10.0.0.1', subnet: '10.0.0' };
    }

    const parties = [await openParty('customer'), await openParty('technician')];
    const opened = await openLinks(parties.map(({ ends }) => ends));
    closing.push(opened.close);

    async function settle(index: number): Promise<Party> {
      const { who, namespace, gateway, subnet } = parties[index]!;
      const route = () => namespace.ip('route', 'add', 'default', 'via', gateway);
      await route();
      const executable = join(folder, who);
      const command = [...namespace.within, chromium].join(' ');
      await writeFile(executable, `#!/bin/sh\nexec ${command} "$@"\n`);
      await chmod(executable, 0o755);
      let host = 2;
      return {
        within: namespace.within,
        link: opened.links[index]!,
        browser: {
          executable,
          // By its own name a page on the server may open a camera, and the panel may speak to it, without TLS.
          args: [`--host-resolver-rules=MAP localhost ${SERVER_ADDRESS}`],
        },
        async changesAddress(withoutMs = 1_000) {
          await namespace.ip('address', 'flush', 'dev', 'eth0', 'scope', 'global');
          await new Promise((resolve) => setTimeout(resolve, withoutMs));
          host += 1;
          await namespace.ip('address', 'add', `${subnet}.${host}/24`, 'dev', 'eth0');
          await route();
        },
      };
    }

    return {
      customer: await settle(0),
      technician: await settle(1),
      server: { within: server.within, host: own.server },
      close,
    };
  } catch (error) {
    await close();
    throw error;
  }
}
