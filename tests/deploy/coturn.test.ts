import { createSocket, type Socket } from 'node:dgram';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { waitUntil } from '../../scripts/wait-until.ts';
import { credentialOf } from '../support/turn/credential.ts';
import { turnClient, type Credential, type TurnClient } from '../support/turn/client.ts';
import { startCoturn, type Coturn } from '../support/turn/coturn.ts';
import { coturnProgram } from '../support/turn/coturn-program.ts';

/** What no relay may reach, by what it is: both ends of each range, and what is best known in it. */
const closed = {
  'this network': ['0.0.0.0', '0.255.255.255'],
  'private networks': ['10.0.0.0', '10.255.255.255', '172.16.0.0', '172.31.255.255'],
  'home networks': ['192.168.0.0', '192.168.255.255'],
  "carriers' translation": ['100.64.0.0', '100.100.100.200', '100.127.255.255'],
  'this machine': ['127.0.0.2', '127.255.255.255'],
  'link-local, with the metadata of clouds': ['169.254.0.0', '169.254.169.254', '169.254.255.255'],
  "Azure's host": ['168.63.129.16'],
  'assignments and documentation': ['192.0.0.192', '192.0.2.1', '198.51.100.1', '203.0.113.255'],
  'relays of 6to4, benchmarks': ['192.88.99.1', '198.18.0.0', '198.19.255.255'],
  'multicast, reserved, broadcast': [
    '224.0.0.1',
    '239.255.255.250',
    '240.0.0.1',
    '255.255.255.255',
  ],
};
const open = ['1.1.1.1', '8.8.8.8', '172.15.255.255', '172.32.0.0', '100.128.0.0', '198.20.0.0'];

const closed6 = {
  'this machine, no address': ['::1', '::'],
  'IPv4 written as IPv6': ['::ffff:10.0.0.1', '::ffff:127.0.0.1', '::ffff:169.254.169.254'],
  'IPv4 behind a translator': ['64:ff9b::a9fe:a9fe', '64:ff9b:1::1'],
  'private networks, with the metadata of clouds': [
    'fc00::',
    'fd00::1',
    'fd00:ec2::254',
    'fdff::1',
  ],
  'link-local and site-local': ['fe80::1', 'febf:ffff::1', 'fec0::1'],
  multicast: ['ff02::1', 'ff0e::1'],
  'Teredo, 6to4': ['2001::1', '2001:1ff:ffff::1', '2002:7f00:1::', '2002:a00:1::', '2002:ff00::1'],
  'documentation, discard': ['2001:db8::1', '3fff::1', '3fff:fff::1', '100::1'],
  'what is nobody’s': ['4000::1', '8000::1', 'fbff::1'],
};
const open6 = ['2606:4700::1111', '2001:4860:4860::8888', '2a00:1450:4007:80e::200e'];

describe.skipIf(coturnProgram() === null)('the relay that Lens ships', () => {
  let coturn: Coturn;
  const clients: TurnClient[] = [];
  function client(who: Credential | null, at = coturn): TurnClient {
    const made = turnClient(at.host, at.port, who);
    clients.push(made);
    return made;
  }
  afterEach(() => clients.splice(0).forEach((one) => one.close()));

  describe('over IPv4', () => {
    let peer: Socket;
    beforeAll(async () => {
      // 127.0.0.1 stands for the whole internet: everything else on this machine stays closed.
      coturn = await startCoturn({ lines: ['allow-loopback-peers', 'allowed-peer-ip=127.0.0.1'] });
      peer = createSocket('udp4');
      peer.on('message', (message, { address, port }) => peer.send(message, port, address));
      peer.bind(0, '127.0.0.1');
      await once(peer, 'listening');
    });
    afterAll(async () => {
      peer.close();
      await coturn.stop();
    });

    it('understands every line of the file', () => {
      expect(coturn.log()).not.toMatch(/bad configuration|unknown|ERROR/i);
    });

    it.each(Object.entries(closed))('refuses to reach %s', async (_, addresses) => {
      const one = client(await credentialOf('a-session-c'));
      expect(await one.allocate()).toBeNull();
      for (const address of addresses) {
        expect(await one.permit(address), address).toBe(403);
        expect(await one.bindChannel(address, 80), address).toBe(403);
      }
    });

    it('may reach what is public, and what lies beside the closed ranges', async () => {
      const one = client(await credentialOf('a-session-c'));
      await one.allocate();
      for (const address of open) expect(await one.permit(address), address).toBeNull();
    });

    it('carries what is allowed, there and back', async () => {
      const one = client(await credentialOf('a-session-c'));
      await one.allocate();
      expect(await one.echo((peer.address() as AddressInfo).port, 'there and back')).toBe(true);
    });

    it('tells an address to whoever asks, and relays for nobody without a credential', async () => {
      const one = client(null);
      expect(await one.bind()).toBeNull();
      expect(await one.allocate()).toBe(401);
    });

    it('refuses credentials that have ended, that were made longer, and those of another secret', async () => {
      const ended = await credentialOf('a-session-c', { endsInMs: -1000 });
      const good = await credentialOf('a-session-c');
      const longer = {
        ...good,
        username: good.username.replace(/^\d+/, (ends) => `${+ends + 60}`),
      };
      const others = { ...good, username: good.username.replace('a-session', 'b-session') };
      const forged = await credentialOf('a-session-c', { secret: 'another-secret-of-somebody' });
      for (const who of [ended, longer, others, forged])
        expect(await client(who).allocate()).toBe(401);
      expect(await client(good).allocate()).toBeNull();
    });

    it('goes on with what was opened in time, once the credential has ended', async () => {
      const who = await credentialOf('a-session-c', { endsInMs: 2000 });
      const one = client(who);
      expect(await one.allocate()).toBeNull();
      await waitUntil('the credential has ended', async () => {
        return (await client(who).allocate()) === 401;
      });
      expect(await one.refresh(120)).toBeNull();
      expect(await one.permit('1.1.1.1')).toBeNull();
    });

    it('gives one side of a session 60 addresses at once, by however many credentials', async () => {
      const answers: (number | null)[] = [];
      for (let count = 0; count < 61; count += 1) {
        const who = await credentialOf('greedy-session-c', { endsInMs: 600_000 + count * 1000 });
        answers.push(await client(who).allocate());
      }
      expect(answers).toEqual([...Array<null>(60).fill(null), 486]);
      const other = client(await credentialOf('greedy-session-t'));
      expect(await other.allocate()).toBeNull();
    });
  });

  describe('over IPv6', () => {
    beforeAll(async () => {
      coturn = await startCoturn({ host: '::1', lines: ['allow-loopback-peers'] });
    });
    afterAll(() => coturn.stop());

    it.each(Object.entries(closed6))('refuses to reach %s', async (_, addresses) => {
      const one = client(await credentialOf('a-session-c'));
      expect(await one.allocate(6)).toBeNull();
      for (const address of addresses) {
        expect(await one.permit(address), address).toBe(403);
        expect(await one.bindChannel(address, 80), address).toBe(403);
      }
    });

    it('may reach what is public', async () => {
      const one = client(await credentialOf('a-session-c'));
      await one.allocate(6);
      for (const address of open6) expect(await one.permit(address), address).toBeNull();
    });
  });
});
