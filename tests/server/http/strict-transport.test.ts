import { createServer, request } from 'node:http';
import { createServer as createSecureServer, request as secureRequest } from 'node:https';
import type { AddressInfo } from 'node:net';
import Koa from 'koa';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { RequestState } from '../../../server/http/state.ts';
import { keepToHttps, publicHost } from '../../../server/http/strict-transport.ts';
import { isLocalCertificate, lanFolder } from '../../../server/local-certificate.ts';
import { testCertificate } from '../../support/mail.ts';

describe('the host that browsers are told to reach by https alone', () => {
  it.each([
    ['https://help.example.com', 'help.example.com'],
    ['https://help.example.com:8443', 'help.example.com:8443'],
    ['http://help.example.com', null],
    ['https://localhost:8443', null],
    ['https://lens.localhost', null],
    ['https://192.168.1.20:8443', null],
    ['https://[2001:db8::1]', null],
    ['https://laptop', null],
    ['https://laptop.local:8443', null],
    ['https://lens.internal', null],
    ['https://lens.home.arpa', null],
  ])('of %s is %s', (publicUrl, host) => {
    expect(publicHost(publicUrl)).toBe(host);
  });

  it('is none under a certificate of --lan', () => {
    const tls = (certFile: string) => ({ tls: { certFile, keyFile: 'k', port: 1 }, dataDir: '/d' });
    expect(isLocalCertificate(tls(`${lanFolder('/d')}/server.pem`))).toBe(true);
    expect(isLocalCertificate(tls('/etc/lens/cert.pem'))).toBe(false);
    expect(isLocalCertificate({ tls: null, dataDir: '/d' })).toBe(false);
  });
});

describe('an answer', () => {
  const plain = createServer();
  let secure: ReturnType<typeof createSecureServer>;
  let trusted: ReturnType<typeof createServer>;
  let ca: string;

  const serve = (proxies: readonly string[]) => {
    const koa = new Koa<RequestState>();
    koa.use(keepToHttps('help.example.com', proxies));
    koa.use((context) => void (context.body = 'ok'));
    return koa.callback();
  };
  beforeAll(async () => {
    const certificate = await testCertificate(['help.example.com']);
    ca = certificate.ca;
    secure = createSecureServer({ key: certificate.key, cert: certificate.cert }, serve([]));
    trusted = createServer(serve(['127.0.0.1']));
    plain.on('request', serve([]));
    for (const server of [plain, secure, trusted])
      await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
  });
  afterAll(async () => {
    for (const server of [plain, secure, trusted]) {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    }
  });

  const asked = (server: { address(): unknown }, headers: Record<string, string>) =>
    new Promise<string | undefined>((resolve, reject) => {
      const { port } = server.address() as AddressInfo;
      const ask = server === secure ? secureRequest : request;
      ask({ port, host: '127.0.0.1', headers, ca, servername: 'help.example.com' }, (answer) => {
        resolve(answer.resume().headers['strict-transport-security']);
      })
        .on('error', reject)
        .end();
    });
  const host = 'help.example.com';
  const byHttps = { host, 'x-forwarded-proto': 'https' };

  it('by https keeps the browser to https for a year', async () => {
    expect(await asked(secure, { host })).toBe('max-age=31536000');
    expect(await asked(secure, { host: 'HELP.example.com' })).toBe('max-age=31536000');
  });

  it('that was asked for by another name does not', async () => {
    for (const other of ['localhost', '127.0.0.1', 'evil.example', `${host}.evil.example`])
      expect(await asked(secure, { host: other })).toBeUndefined();
  });

  it('by http does not, whatever a stranger says of a proxy', async () => {
    expect(await asked(plain, { host })).toBeUndefined();
    expect(await asked(plain, byHttps)).toBeUndefined();
    expect(await asked(plain, { host: 'x', 'x-forwarded-host': host })).toBeUndefined();
  });

  it('through a proxy that is trusted does where that one had https', async () => {
    expect(await asked(trusted, byHttps)).toBe('max-age=31536000');
    expect(await asked(trusted, { host, 'x-forwarded-proto': 'http' })).toBeUndefined();
  });
});
