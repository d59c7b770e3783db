import { X509Certificate } from 'node:crypto';
import { once } from 'node:events';
import { request, type Server } from 'node:http';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { localCertificates } from '../../../scripts/lan/authority.ts';
import { serveCertificate } from '../../../scripts/lan/certificate-page.ts';

describe('the page that hands out the local certificate', () => {
  const customerUrl = 'https://192.168.1.20:8443';
  let folder: string;
  let authority: X509Certificate;
  let server: Server;
  let url: string;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'lens-page-'));
    ({ authority } = await localCertificates(folder, ['192.168.1.20']));
    server = await serveCertificate(0, authority, customerUrl);
    url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  });
  afterAll(async () => {
    server.close();
    await rm(folder, { recursive: true, force: true });
  });

  const page = async (headers: Record<string, string>, path = '/') =>
    (await fetch(`${url}${path}`, { headers })).text();

  test('gives the certificate as a phone installs it', async () => {
    const answer = await fetch(`${url}/lens-authority.crt`);
    expect(answer.headers.get('content-type')).toBe('application/x-x509-ca-cert');
    const given = new X509Certificate(Buffer.from(await answer.arrayBuffer()));
    expect(given.fingerprint256).toBe(authority.fingerprint256);
  });

  test("never gives the authority's key, by no address and in no page", async () => {
    const key = await readFile(join(folder, 'authority-key.pem'), 'utf8');
    const secret = key.split('\n')[1] ?? '';
    expect(secret.length).toBeGreaterThan(40);
    for (const path of ['/', '/authority-key.pem', '/../authority-key.pem', '//', '/data/lan/']) {
      expect(await page({}, path)).not.toContain(secret);
    }
  });

  test('speaks the language of the phone, and the other one on request', async () => {
    const french = await page({ 'accept-language': 'fr-CA,fr;q=0.9,en;q=0.5' });
    expect(french).toContain('<html lang="fr">');
    expect(french).toContain('Télécharger le certificat');
    expect(await page({ 'accept-language': 'fr' }, '/?language=en')).toContain(
      'Download the certificate',
    );
  });

  test('opens the steps of the system that asks, and leads to the customer’s address', async () => {
    const iphone = await page({ 'user-agent': 'Mozilla/5.0 (iPhone; CPU iPhone OS 17_0)' });
    expect(iphone).toMatch(/<details open>\s*<summary>iPhone and iPad/);
    expect(iphone.match(/<details open>/g)).toHaveLength(1);
    expect(iphone).toContain(`href="${customerUrl}"`);
  });

  test('is still there after a request that has no address', async () => {
    const { port } = server.address() as AddressInfo;
    const strange = request({ port, method: 'OPTIONS', path: '*' }).end();
    const [answer] = await once(strange, 'response');
    expect(answer.statusCode).toBe(404);
    answer.resume();
    expect(await page({})).toContain('Download the certificate');
  });
});
