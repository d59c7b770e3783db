import { createServer as createHttps } from 'node:https';
import { createServer, type RequestListener } from 'node:http';
import { once } from 'node:events';
import type { AddressInfo, Server } from 'node:net';
import { afterEach, describe, expect, test } from 'vitest';
import { lookAtAddress, lookAtPage } from '../../../scripts/doctor/checks/address.ts';
import { lookAtCertificate } from '../../../scripts/doctor/checks/certificate.ts';
import { lookAtGuard } from '../../../scripts/doctor/checks/guard.ts';
import { lookAtRelay } from '../../../scripts/doctor/checks/relay.ts';
import { lookAtStun } from '../../../scripts/doctor/checks/stun.ts';
import { lookAtTurn } from '../../../scripts/doctor/checks/turn.ts';
import {
  lookAtClock,
  lookAtDisk,
  lookAtGateway,
  lookAtStore,
} from '../../../scripts/doctor/checks/server-facts.ts';
import {
  holdSocket,
  lookAtSignalling,
  lookAtSockets,
  whatStandingProves,
} from '../../../scripts/doctor/checks/sockets.ts';
import { coturnProgram } from '../../support/turn/coturn-program.ts';
import { doctorsCoturn, type DoctorsCoturn } from '../../support/turn/doctors-coturn.ts';
import { testCertificate } from '../../support/mail.ts';
import { testServer } from '../../support/server.ts';

const toStop: (() => unknown)[] = [];
afterEach(async () => {
  for (const stop of toStop.splice(0).reverse()) await stop();
});

async function listening(server: Server, scheme = 'http'): Promise<string> {
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  toStop.push(() => server.close());
  return `${scheme}://localhost:${(server.address() as AddressInfo).port}`;
}
const answering = (answer: RequestListener) => listening(createServer(answer));
async function lens(customerUrl?: string) {
  const server = await testServer(customerUrl ? { config: { publicUrl: customerUrl } } : {});
  toStop.push(() => server.stop());
  return server;
}

const info = {
  product: 'lens',
  version: '1.0.0',
  contract: { oldest: 1, newest: 1 },
  companyName: 'Acme',
  customerUrl: 'https://localhost',
  tutorial: true,
  logo: null,
  accentColour: null,
};

describe('the address', () => {
  test('is well where Lens answers', async () => {
    const { url } = await lens();
    const { finding, certificate } = await lookAtAddress(url);
    expect(finding).toMatchObject({ state: 'well', says: expect.stringContaining('Lens 0.0.0') });
    expect(certificate).toBeNull();
  });

  test('is told of where customers are sent elsewhere', async () => {
    const { url } = await lens('https://help.example.com');
    const { finding } = await lookAtAddress(url);
    expect(finding).toMatchObject({ state: 'warning' });
    expect(finding.says).toContain('https://help.example.com');
  });

  test.each([
    ['a proxy whose server is away', 502, {}, 'a proxy that does not reach Lens'],
    ['a redirect', 301, { location: 'https://www.example.com/' }, 'leads elsewhere'],
    ['another page', 200, { 'content-type': 'text/html' }, 'Something that is not Lens'],
    ['an error', 404, {}, 'Something that is not Lens'],
  ])('is wrong where %s answers', async (_, status, headers, words) => {
    const url = await answering((_request, response) => {
      response.writeHead(status, headers as Record<string, string>);
      response.end('<!doctype html><title>Welcome</title>');
    });
    const { finding, info: found } = await lookAtAddress(url);
    expect(finding).toMatchObject({ state: 'wrong', says: expect.stringContaining(words) });
    expect(found).toBeNull();
    expect(await lookAtPage(url)).toMatchObject({ state: 'wrong' });
  });

  test('is wrong where what answers sends customers to no address', async () => {
    const url = await answering((_, response) =>
      response.end(JSON.stringify({ ...info, customerUrl: 'nowhere' })),
    );
    const { finding, info: found } = await lookAtAddress(url);
    expect(finding.says).toContain('Something that is not Lens');
    expect(found).toBeNull();
  });

  test('is wrong where nobody listens, and where no such name is', async () => {
    const refused = await lookAtAddress('http://localhost:9');
    expect(refused.finding.says).toContain('nothing listens there');
    const unknown = await lookAtAddress('https://nowhere.invalid');
    expect(unknown.finding).toMatchObject({ state: 'wrong' });
  });
});

describe('the certificate', () => {
  const host = 'https://help.example.com';
  const now = Date.UTC(2026, 0, 1);
  const good = {
    fault: null,
    issuer: 'Known Authority',
    names: 'help.example.com',
    ends: Date.UTC(2026, 2, 1),
  };

  test('is right, is to be renewed soon, or is over', () => {
    expect(lookAtCertificate(host, good, now)).toMatchObject({ state: 'well' });
    const soon = lookAtCertificate(host, { ...good, ends: now + 5 * 24 * 3_600_000 }, now);
    expect(soon).toMatchObject({ state: 'warning', says: expect.stringContaining('in 5 days') });
    const over = lookAtCertificate(
      host,
      { ...good, fault: 'CERT_HAS_EXPIRED', ends: now - 1 },
      now,
    );
    expect(over).toMatchObject({ state: 'wrong', says: expect.stringContaining('2025-12-31') });
  });

  test('is none on this machine, and wrong over plain http elsewhere', () => {
    const here = lookAtCertificate('http://localhost:8080', null);
    expect(here).toMatchObject({
      state: 'warning',
      says: expect.stringContaining('this machine only'),
    });
    expect(lookAtCertificate('http://help.example.com', null)).toMatchObject({ state: 'wrong' });
  });

  test('of another name, or of an authority that nobody knows, is told apart', async () => {
    const { ca, key, cert } = await testCertificate(['other.example.com']);
    const serve = (chain: string) =>
      listening(
        createHttps({ key, cert: chain }, (_, response) => response.end(JSON.stringify(info))),
        'https',
      );
    const alone = await lookAtAddress(await serve(cert));
    expect(alone.info).not.toBeNull();
    expect(alone.certificate!.fault).toBe('UNABLE_TO_VERIFY_LEAF_SIGNATURE');
    expect(lookAtCertificate(host, alone.certificate).todo).toContain('whole chain');
    const chain = await lookAtAddress(await serve(cert + ca));
    expect(chain.certificate!.fault).toBe('SELF_SIGNED_CERT_IN_CHAIN');
    expect(lookAtCertificate(host, chain.certificate).says).toContain('does not know');
    const other = { ...alone.certificate!, fault: 'ERR_TLS_CERT_ALTNAME_INVALID' };
    expect(lookAtCertificate(host, other).says).toContain(
      'for other.example.com, not for help.example.com',
    );
  });
});

describe('sockets', () => {
  test('pass where Lens answers', async () => {
    const { url } = await lens();
    expect(await lookAtSockets(url)).toMatchObject({ state: 'well' });
    expect(await lookAtSignalling(url)).toMatchObject({ state: 'well' });
  });

  test('do not pass a proxy that answers upgrades by itself', async () => {
    const url = await answering((_, response) => response.writeHead(400).end());
    for (const found of [await lookAtSockets(url), await lookAtSignalling(url)]) {
      expect(found.state).toBe('wrong');
      expect(found.says).toContain('HTTP 400');
      expect(found.todo).toContain('Upgrade and Connection');
    }
  });

  test('that stand prove as much as they stood for', async () => {
    const server = await lens();
    const { token } = await server.technician({ role: 'administrator' });
    const soon = AbortSignal.timeout(2_000);
    const stood = await holdSocket(server.url, token, soon);
    expect(stood).toMatchObject({ broke: null, words: 1 });
    expect(whatStandingProves(stood, false)).toMatchObject({ state: 'not_tried' });
    const long = whatStandingProves({ ms: 65_000, broke: null, words: 4 }, true);
    expect(long).toMatchObject({ state: 'well' });
    const cut = whatStandingProves({ ms: 15_000, broke: 'closed with 1006', words: 1 }, true);
    expect(cut).toMatchObject({ state: 'wrong', says: expect.stringContaining('15 s') });
    const nobody = await holdSocket(server.url, `a_${'0'.repeat(43)}`, soon);
    expect(whatStandingProves(nobody, false)).toMatchObject({ state: 'not_tried' });
  });
});

describe('what the server said', () => {
  test.each([
    [400, 'well'],
    [-12_000, 'warning'],
    [95_000, 'wrong'],
  ])('of its clock, %i ms apart, is %s', (ahead, state) => {
    expect(lookAtClock(1_000_000 + ahead, 1_000_000)).toMatchObject({ state });
  });

  test('of its store names each missing index, and a clock that is off', () => {
    const facts = { kind: 'mongodb', missingIndexes: [], aheadMs: 100, disk: null } as const;
    expect(lookAtStore({ ...facts, missingIndexes: [] })).toMatchObject([{ state: 'well' }]);
    const [indexes, clock] = lookAtStore({
      ...facts,
      missingIndexes: ['sessions.pin'],
      aheadMs: -45_000,
    });
    expect(indexes).toMatchObject({
      state: 'wrong',
      says: expect.stringContaining('sessions.pin'),
    });
    expect(clock).toMatchObject({ state: 'wrong', says: expect.stringContaining('45 s behind') });
  });

  test.each([
    [{ writable: true, freeBytes: 40e9, totalBytes: 60e9 }, 'well'],
    [{ writable: true, freeBytes: 2e9, totalBytes: 60e9 }, 'warning'],
    [{ writable: true, freeBytes: 9e7, totalBytes: 1e9 }, 'wrong'],
    [{ writable: false, freeBytes: 40e9, totalBytes: 60e9 }, 'wrong'],
    [null, 'not_tried'],
  ])('of its disk, %o, is %s', (disk, state) => {
    expect(lookAtDisk(disk)).toMatchObject({ state });
  });

  test('of its accounts says what to do', () => {
    const refused = lookAtGateway('email', { state: 'refused', reason: 'login_refused' });
    expect(refused).toMatchObject({
      state: 'wrong',
      todo: expect.stringContaining('LENS_SMTP_USER'),
    });
    expect(lookAtGateway('sms', { state: 'accepted', reason: null })).toMatchObject({
      state: 'well',
    });
    for (const state of ['not_set_up', 'outbox'] as const)
      expect(lookAtGateway('sms', { state, reason: null })).toMatchObject({ state: 'warning' });
    const odd = lookAtGateway('sms', { state: 'refused', reason: 'filtered' });
    expect(odd.todo).toContain('suspended');
  });
});

describe('the relay', () => {
  test('that is not set up is a warning with what it means', async () => {
    const [stun, relay] = await lookAtRelay({ relay: 'none', iceServers: [] });
    expect(stun).toMatchObject({ check: 'stun', state: 'warning' });
    expect(relay).toMatchObject({ check: 'relay', state: 'warning' });
    expect(relay!.says).toContain('there is no picture');
    expect(await lookAtGuard({ relay: 'none', iceServers: [] })).toMatchObject({
      state: 'not_tried',
    });
  });

  test('that gives no credentials, is not there, or has an impossible address, is wrong', async () => {
    const failed = await lookAtRelay({ relay: 'failed', iceServers: [] });
    expect(failed.at(-1)).toMatchObject({ check: 'relay', state: 'wrong' });
    const somebody = { username: 'a', password: 'b' };
    const away = await lookAtTurn('turn:127.0.0.1:9?transport=tcp', somebody);
    expect(away).toMatchObject({
      state: 'wrong',
      says: expect.stringContaining('nothing listens'),
    });
    expect(await lookAtStun('stun:nowhere.invalid')).toMatchObject({ state: 'wrong' });
    expect(await lookAtTurn('ftp://turn', somebody)).toMatchObject({ state: 'wrong' });
  });

  test('that a server names by hundreds is tried by sixteen addresses', async () => {
    const urls = Array.from(
      { length: 300 },
      (_, port) => `turn:127.0.0.1:${port + 1}?transport=tcp`,
    );
    const iceServers = [{ urls, username: 'a', credential: 'b' }];
    const found = await lookAtRelay({ relay: 'own', iceServers });
    const tried = found.filter(({ check, state }) => check === 'relay' && state === 'wrong');
    expect(tried).toHaveLength(16);
    expect(found.at(-1)).toMatchObject({
      state: 'warning',
      says: expect.stringContaining('300 addresses'),
    });
  });

  describe.skipIf(coturnProgram() === null)('that is a real one', () => {
    const servers = async (coturn: DoctorsCoturn, urls: string[]) => {
      const { username, password: credential } = await coturn.credentials();
      return {
        relay: 'own' as const,
        iceServers: [{ urls: [coturn.stun] }, { urls, username, credential }],
      };
    };

    test('is well by each way, and keeps out of private networks', async () => {
      const coturn = await doctorsCoturn();
      toStop.push(coturn.stop);
      const own = await servers(coturn, [coturn.urls.udp, coturn.urls.tcp]);
      const found = await lookAtRelay(own);
      expect(found.map(({ check, state }) => [check, state])).toEqual([
        ['stun', 'well'],
        ['relay', 'well'],
        ['relay', 'well'],
      ]);
      expect(await lookAtGuard(own)).toMatchObject({ state: 'well' });
    });

    test('is wrong where its secret is another one', async () => {
      const coturn = await doctorsCoturn();
      toStop.push(coturn.stop);
      const found = await lookAtTurn(coturn.urls.udp, { username: '1:x', password: 'forged' });
      expect(found).toMatchObject({
        state: 'wrong',
        todo: expect.stringContaining('LENS_TURN_SECRET'),
      });
    });

    test('is wrong where it reaches private networks; with a relay of others that is a warning', async () => {
      const coturn = await doctorsCoturn('unguarded');
      toStop.push(coturn.stop);
      const own = await servers(coturn, [coturn.urls.udp]);
      const found = await lookAtGuard(own);
      expect(found.state).toBe('wrong');
      for (const host of ['10.0.0.1', '169.254.169.254', '192.168.0.1'])
        expect(found.says).toContain(host);
      expect(await lookAtGuard({ ...own, relay: 'twilio' })).toMatchObject({ state: 'warning' });
    });

    test('is wrong where it relays for anybody', async () => {
      const coturn = await doctorsCoturn('open');
      toStop.push(coturn.stop);
      const found = await lookAtGuard(await servers(coturn, [coturn.urls.udp]));
      expect(found).toMatchObject({ state: 'wrong', says: expect.stringContaining('anybody') });
    });

    test('is wrong where it does not even reach itself, as two sides that both need it must', async () => {
      const coturn = await doctorsCoturn('selfless');
      toStop.push(coturn.stop);
      const found = await lookAtTurn(coturn.urls.udp, await coturn.credentials());
      expect(found).toMatchObject({
        state: 'wrong',
        todo: expect.stringContaining('allowed-peer-ip'),
      });
    });
  });
});
